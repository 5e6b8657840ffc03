// The sandbox's APIs, called by the real Amplify client and by aws4: node api.mjs URL POOL CLIENT IDENTITY_POOL KEY; prints one JSON object.
import http from 'node:http';
import { Amplify } from 'aws-amplify';
import { get, post } from 'aws-amplify/api';
import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { generateClient } from 'aws-amplify/data';
import aws4 from 'aws4';

const [url, userPoolId, userPoolClientId, identityPoolId, apiKey] = process.argv.slice(2);
const region = 'eu-central-1';

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
  API: {
    REST: { greetings: { endpoint: `${url}rest`, region } },
    GraphQL: { endpoint: `${url}graphql`, region, defaultAuthMode: 'userPool', apiKey },
  },
});

const seen = {};
await signIn({ username: 'alice', password: 'Passw0rd!', options: { authFlowType: 'USER_SRP_AUTH' } });
const read = await (await get({ apiName: 'greetings', path: '/items', options: { queryParams: { q: 'a b' } } }).response).body.json();
seen.restMode = read.mode;
const written = await (await post({ apiName: 'greetings', path: '/items', options: { body: { a: 'ü' } } }).response).body.json();
seen.restBody = written.body;
const client = generateClient();
seen.userPool = (await client.graphql({ query: '{ whoAmI }' })).data.whoAmI;
seen.iam = (await client.graphql({ query: '{ whoAmI }', authMode: 'iam' })).data.whoAmI.split(':')[0];
seen.apiKey = (await client.graphql({ query: '{ notices }', authMode: 'apiKey' })).data.notices[0];
seen.refused = await client
  .graphql({ query: '{ whoAmI }', authMode: 'apiKey' })
  .then(() => 'no error', (error) => error.errors[0].errorType);
seen.wrongKey = await generateClient({ authMode: 'apiKey', apiKey: 'da2-wrong' })
  .graphql({ query: '{ notices }' })
  .then(() => 'no error', (error) => error.errors[0].message);

const { credentials } = await fetchAuthSession();
const signed = (change) =>
  new Promise((resolve, reject) => {
    const { host } = new URL(url);
    const options = aws4.sign(
      { host, path: '/rest/items?b=2&a=1', method: 'GET', service: 'execute-api', region, ...change },
      { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey, sessionToken: credentials.sessionToken },
    );
    const [hostname, port] = host.split(':');
    http.get({ ...options, hostname, port }, (answer) => resolve(answer.statusCode)).on('error', reject);
  });
seen.aws4 = await signed({});
seen.aws4Elsewhere = await signed({ region: 'us-east-1' });
seen.aws4Service = await signed({ service: 'appsync' });
console.log(JSON.stringify(seen));
