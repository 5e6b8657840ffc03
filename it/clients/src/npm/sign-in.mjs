// The real Amplify client against the sandbox: node sign-in.mjs URL POOL CLIENT IDENTITY_POOL; prints one JSON object.
import { Amplify } from 'aws-amplify';
import {
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  signOut,
  signUp,
} from 'aws-amplify/auth';

const [url, userPoolId, userPoolClientId, identityPoolId] = process.argv.slice(2);
const password = 'Passw0rd!';
const srp = { authFlowType: 'USER_SRP_AUTH' };
const nameOf = async (promise) => promise.then(() => 'no error', (error) => error.name);

Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId,
      userPoolClientId,
      userPoolEndpoint: url,
      identityPoolId,
      identityPoolEndpoint: url,
      allowGuestAccess: true,
    },
  },
});

const seen = {};
seen.guest = (await fetchAuthSession()).identityId;
seen.wrongPassword = await nameOf(signIn({ username: 'alice', password: 'wrong', options: srp }));
seen.signIn = (await signIn({ username: 'alice@example.com', password, options: srp })).nextStep.signInStep;
seen.username = (await getCurrentUser()).username;
seen.email = (await fetchUserAttributes()).email;
const session = await fetchAuthSession();
seen.accessKey = session.credentials.accessKeyId;
seen.identity = session.identityId;
seen.accessToken = session.tokens.accessToken.toString();
seen.idToken = session.tokens.idToken.toString();
seen.refreshed = (await fetchAuthSession({ forceRefresh: true })).tokens.accessToken.toString() !== seen.accessToken;
await signOut({ global: true });
seen.afterSignOut = await nameOf(getCurrentUser());

const up = await signUp({ username: 'erin', password, options: { userAttributes: { email: 'erin@example.com' } } });
seen.signUp = up.nextStep.signUpStep;
const code = await (await fetch(`${url}sandbox/mail?username=erin`)).text();
seen.confirm = (await confirmSignUp({ username: 'erin', confirmationCode: code })).nextStep.signUpStep;
seen.signInAfterConfirm = (await signIn({ username: 'erin', password, options: srp })).nextStep.signInStep;
console.log(JSON.stringify(seen));
