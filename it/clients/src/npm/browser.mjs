// What a page's bundle would hold; the browser tests load it as a script.
import { Amplify } from 'aws-amplify';
import * as auth from 'aws-amplify/auth';

window.amplify = { Amplify, ...auth };
