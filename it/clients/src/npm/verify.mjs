// AWS's own verifier on the sandbox's tokens: node verify.mjs JWKS_URL POOL CLIENT ACCESS_TOKEN ID_TOKEN
import { CognitoJwtVerifier } from 'aws-jwt-verify';

const [jwksUrl, userPoolId, clientId, accessToken, idToken] = process.argv.slice(2);
const jwks = await (await fetch(jwksUrl)).json();
const outcome = async (tokenUse, client, token) => {
  const verifier = CognitoJwtVerifier.create({ userPoolId, tokenUse, clientId: client });
  verifier.cacheJwks(jwks);
  return verifier.verify(token).then((payload) => payload.sub, (error) => error.constructor.name);
};
const damaged = accessToken.replace(/.{8}$/, 'AAAAAAAA');
console.log(
  JSON.stringify({
    access: await outcome('access', clientId, accessToken),
    id: await outcome('id', clientId, idToken),
    idAsAccess: await outcome('access', clientId, idToken),
    anotherClient: await outcome('access', 'another-client', accessToken),
    damaged: await outcome('access', clientId, damaged),
  }),
);
