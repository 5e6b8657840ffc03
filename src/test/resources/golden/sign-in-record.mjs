// Records sign-in.json: what the public functions of Amplify JS send to Cognito, and what they give, for each challenge.
// In an empty folder:
//   npm install aws-amplify@6.22.1
//   cp <repository>/src/test/resources/golden/sign-in-record.mjs .
//   node sign-in-record.mjs > sign-in.json
// Cognito plays a script. Values of SRP and times are left out: srp.json has them.
import { createRequire } from 'node:module';
import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
} from 'aws-amplify/auth';

const versions = ['aws-amplify', '@aws-amplify/auth'].map((name) => [
  name,
  createRequire(import.meta.url)(`${name}/package.json`).version,
]);
const LEFT_OUT = ['SRP_A', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP'];
const part = (claims) => Buffer.from(JSON.stringify(claims)).toString('base64url');
const jwt = (claims) => `${part({ alg: 'none' })}.${part({ iss: 'x', exp: 4102444800, iat: 1, sub: 's', ...claims })}.x`;
const TOKENS = {
  AuthenticationResult: {
    AccessToken: jwt({ token_use: 'access', username: 'alice' }),
    IdToken: jwt({ token_use: 'id' }),
    RefreshToken: 'refresh',
    ExpiresIn: 3600,
  },
  ChallengeParameters: {},
};

Amplify.configure({
  Auth: { Cognito: { userPoolId: 'eu-central-1_Ab3', userPoolClientId: 'client', userPoolEndpoint: 'http://localhost:1/' } },
});

let replies = [];
let requests = [];
globalThis.fetch = async (url, init) => {
  const operation = new Headers(init.headers).get('x-amz-target').replace(/.*\./, '');
  const body = JSON.parse(init.body);
  for (const values of [body.AuthParameters, body.ChallengeResponses]) {
    for (const name of LEFT_OUT) {
      if (values?.[name]) values[name] = `<${name}>`;
    }
  }
  requests.push({ operation, body });
  const reply = replies.shift();
  if (!reply) throw new Error(`nothing in the script for ${operation}`);
  const answer = reply === 'tokens' ? TOKENS : reply;
  return new Response(JSON.stringify(answer), { status: answer.__type ? 400 : 200 });
};

const FUNCTIONS = { signIn, confirmSignIn, signUp, confirmSignUp, resendSignUpCode, resetPassword, confirmResetPassword };

async function record({ title, script, calls }) {
  await signOut().catch(() => {});
  replies = [...script];
  const steps = [];
  for (const [name, input] of calls) {
    requests = [];
    let output;
    try {
      output = await FUNCTIONS[name](input);
      if (output?.nextStep?.totpSetupDetails) delete output.nextStep.totpSetupDetails.getSetupUri;
    } catch (error) {
      output = { error: error.name };
    }
    steps.push({ call: name, input, requests, output: output ?? null });
  }
  if (replies.length) throw new Error(`${title}: ${replies.length} replies were not asked for`);
  return { title, script, steps };
}

const challenge = (ChallengeName, Session, ChallengeParameters = {}) => ({ ChallengeName, Session, ChallengeParameters });
const code = (name) => challenge(name, 's-1', { USER_ID_FOR_SRP: 'alice', CODE_DELIVERY_DESTINATION: '+***9', CODE_DELIVERY_DELIVERY_MEDIUM: name.startsWith('EMAIL') ? 'EMAIL' : 'SMS' });
const verifier = { ...challenge('PASSWORD_VERIFIER', 's-srp', { USERNAME: 'alice', USER_ID_FOR_SRP: 'alice', SALT: '8a1f', SRP_B: '7b3c91', SECRET_BLOCK: 'c2VjcmV0' }) };
const choice = { ...challenge('SELECT_CHALLENGE', 's-1', { USERNAME: 'alice' }), AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP'] };
const secret = { SecretCode: 'JBSWY3DPEHPK3PXP', Session: 's-2' };
const refusal = (__type, message = 'on purpose') => ({ __type, message });
const password = (options = {}) => ['signIn', { username: 'alice', password: 'secret', options: { authFlowType: 'USER_PASSWORD_AUTH', ...options } }];
const start = (authFlowType, withPassword = true) => ['signIn', { username: 'alice', ...(withPassword ? { password: 'secret' } : {}), options: { authFlowType } }];
const answer = (challengeResponse, options) => ['confirmSignIn', { challengeResponse, ...(options ? { options } : {}) }];

const cases = [
  { title: 'password by SRP', script: [verifier, 'tokens'], calls: [start('USER_SRP_AUTH')] },
  { title: 'password sent', script: ['tokens'], calls: [password()] },
  { title: 'wrong password', script: [refusal('NotAuthorizedException', 'Incorrect username or password.')], calls: [password()] },
  ...['SMS_MFA', 'EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'].map((name) => ({
    title: `code: ${name}`,
    script: [code(name), 'tokens'],
    calls: [password(), answer('123456')],
  })),
  { title: 'code after SRP', script: [verifier, code('SMS_MFA'), 'tokens'], calls: [start('USER_SRP_AUTH'), answer('123456')] },
  {
    title: 'wrong code, then the right one',
    script: [code('SMS_MFA'), refusal('CodeMismatchException'), 'tokens'],
    calls: [password(), answer('1'), answer('2')],
  },
  ...[['SMS', 'SMS_MFA'], ['TOTP', 'SOFTWARE_TOKEN_MFA'], ['EMAIL', 'EMAIL_OTP']].map(([type, name]) => ({
    title: `second factor chosen: ${type}`,
    script: [
      challenge('SELECT_MFA_TYPE', 's-1', { USER_ID_FOR_SRP: 'alice', MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]' }),
      { ...code(name), Session: 's-2' },
      'tokens',
    ],
    calls: [password(), answer(type), answer('123456')],
  })),
  {
    title: 'new password with an attribute',
    script: [
      challenge('NEW_PASSWORD_REQUIRED', 's-1', { USER_ID_FOR_SRP: 'alice', requiredAttributes: '["userAttributes.given_name"]', userAttributes: '{"email":"a@b.c"}' }),
      'tokens',
    ],
    calls: [password(), answer('another', { userAttributes: { given_name: 'Alice' } })],
  },
  {
    title: 'authenticator app set up',
    script: [
      challenge('MFA_SETUP', 's-1', { USER_ID_FOR_SRP: 'alice', MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' }),
      secret,
      { Status: 'SUCCESS', Session: 's-3' },
      'tokens',
    ],
    calls: [password(), answer('123456')],
  },
  {
    title: 'e-mail set up',
    script: [challenge('MFA_SETUP', 's-1', { USER_ID_FOR_SRP: 'alice', MFAS_CAN_SETUP: '["EMAIL_OTP"]' }), { ...code('EMAIL_OTP'), Session: 's-2' }, 'tokens'],
    calls: [password(), answer('a@b.c'), answer('123456')],
  },
  ...[
    ['TOTP', [secret, { Status: 'SUCCESS', Session: 's-3' }, 'tokens'], [answer('123456')]],
    ['EMAIL', [{ ...code('EMAIL_OTP'), Session: 's-2' }, 'tokens'], [answer('a@b.c'), answer('123456')]],
  ].map(([type, more, answers]) => ({
    title: `set-up chosen: ${type}`,
    script: [challenge('MFA_SETUP', 's-1', { USER_ID_FOR_SRP: 'alice', MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]' }), ...more],
    calls: [password(), answer(type), ...answers],
  })),
  ...['EMAIL_OTP', 'SMS_OTP'].map((name) => ({
    title: `first factor: ${name}`,
    script: [choice, { ...code(name), Session: 's-2' }, 'tokens'],
    calls: [start('USER_AUTH', false), answer(name), answer('123456')],
  })),
  { title: 'first factor: PASSWORD', script: [choice, 'tokens'], calls: [start('USER_AUTH', false), answer('PASSWORD'), answer('secret')] },
  { title: 'first factor: PASSWORD_SRP', script: [choice, verifier, 'tokens'], calls: [start('USER_AUTH', false), answer('PASSWORD_SRP'), answer('secret')] },
  {
    title: 'custom challenges',
    script: [challenge('CUSTOM_CHALLENGE', 's-1', { USERNAME: 'alice', question: '6 times 7' }), challenge('CUSTOM_CHALLENGE', 's-2', { USERNAME: 'alice', question: '6 times 9' }), 'tokens'],
    calls: [start('CUSTOM_WITHOUT_SRP', false), answer('42', { clientMetadata: { attempt: '1' } }), answer('54')],
  },
  {
    title: 'custom challenge after SRP',
    script: [verifier, challenge('CUSTOM_CHALLENGE', 's-2', { USERNAME: 'alice', question: '6 times 9' }), 'tokens'],
    calls: [start('CUSTOM_WITH_SRP'), answer('54')],
  },
  { title: 'not confirmed', script: [refusal('UserNotConfirmedException')], calls: [password()] },
  { title: 'password has to be reset', script: [refusal('PasswordResetRequiredException')], calls: [password()] },
  {
    title: 'sign-up',
    script: [{ UserConfirmed: false, UserSub: 'sub', CodeDeliveryDetails: { Destination: 'a***', DeliveryMedium: 'EMAIL', AttributeName: 'email' } }, {}],
    calls: [
      ['signUp', { username: 'alice', password: 'secret', options: { userAttributes: { email: 'a@b.c' }, clientMetadata: { campaign: '7' } } }],
      ['confirmSignUp', { username: 'alice', confirmationCode: '123456' }],
    ],
  },
  { title: 'sign-up that needs no code', script: [{ UserConfirmed: true, UserSub: 'sub' }], calls: [['signUp', { username: 'alice', password: 'secret' }]] },
  { title: 'another code', script: [{ CodeDeliveryDetails: { Destination: 'a***' } }], calls: [['resendSignUpCode', { username: 'alice' }]] },
  {
    title: 'new password',
    script: [{ CodeDeliveryDetails: { Destination: 'a***', DeliveryMedium: 'EMAIL', AttributeName: 'email' } }, {}],
    calls: [
      ['resetPassword', { username: 'alice' }],
      ['confirmResetPassword', { username: 'alice', confirmationCode: '123456', newPassword: 'another' }],
    ],
  },
];

const recorded = [];
for (const each of cases) recorded.push(await record(each));
console.log(JSON.stringify({ recordedWith: Object.fromEntries(versions), cases: recorded }, null, 1));
process.exit(0);
