// The real Amplify client answers the challenges of the sandbox: node challenges.mjs URL POOL CLIENT; prints one JSON
// object: for each challenge the steps, and the user at the end.
import { createHmac } from 'node:crypto';
import { Amplify } from 'aws-amplify';
import { confirmResetPassword, confirmSignIn, getCurrentUser, resetPassword, signIn, signOut } from 'aws-amplify/auth';

const [url, userPoolId, userPoolClientId] = process.argv.slice(2);
const password = 'Passw0rd!';
Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: url } } });

/** RFC 6238, for a secret in Base32. */
function totp(secret) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, '0');
}

const user = (username, challenge) =>
  fetch(`${url}sandbox/users`, { method: 'POST', body: new URLSearchParams({ username, password, challenge }) });
const mailed = async (username) => (await fetch(`${url}sandbox/mail?username=${username}`)).text();
const typed = { CONFIRM_SIGN_IN_WITH_PASSWORD: password, CONTINUE_SIGN_IN_WITH_EMAIL_SETUP: 'a@example.com' };

async function play(username, challenge, options, answers = {}) {
  await user(username, challenge);
  const withoutPassword = options.authFlowType === 'USER_AUTH';
  let { nextStep } = await signIn({ username, ...(withoutPassword ? {} : { password }), options });
  const steps = [nextStep.signInStep];
  while (!['DONE', 'RESET_PASSWORD'].includes(nextStep.signInStep)) {
    const challengeResponse =
      answers[nextStep.additionalInfo?.question ?? nextStep.signInStep] ??
      typed[nextStep.signInStep] ??
      (nextStep.totpSetupDetails ? totp(nextStep.totpSetupDetails.sharedSecret) : await mailed(username));
    ({ nextStep } = await confirmSignIn({ challengeResponse, options: { userAttributes: { given_name: 'A' } } }));
    steps.push(nextStep.signInStep);
  }
  const name = nextStep.signInStep === 'DONE' ? (await getCurrentUser()).username : '';
  await signOut();
  return `${steps.join(' ')} ${name}`.trim();
}

const srp = { authFlowType: 'USER_SRP_AUTH' };
const plain = { authFlowType: 'USER_PASSWORD_AUTH' };
const choice = { authFlowType: 'USER_AUTH' };
const FACTOR = 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION';
const seen = {
  sms: await play('n-sms', 'SMS_MFA', srp),
  email: await play('n-email', 'EMAIL_OTP', plain),
  totp: await play('n-totp', 'SOFTWARE_TOKEN_MFA', srp),
  mfa: await play('n-mfa', 'SELECT_MFA_TYPE', plain, { CONTINUE_SIGN_IN_WITH_MFA_SELECTION: 'EMAIL' }),
  newPassword: await play('n-new', 'NEW_PASSWORD_REQUIRED', srp, {
    CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED: 'An0therOne!',
  }),
  setUpTotp: await play('n-app', 'MFA_SETUP', srp),
  setUpEmail: await play('n-choice', 'MFA_SETUP_CHOICE', srp, { CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION: 'EMAIL' }),
  factorEmail: await play('n-f1', '', choice, { [FACTOR]: 'EMAIL_OTP' }),
  factorPassword: await play('n-f2', '', choice, { [FACTOR]: 'PASSWORD' }),
  factorSrp: await play('n-f3', '', choice, { [FACTOR]: 'PASSWORD_SRP' }),
  custom: await play('n-custom', '', { authFlowType: 'CUSTOM_WITH_SRP' }, { '6 times 7': '42', '6 times 9': '54' }),
  reset: await play('n-reset', 'RESET_REQUIRED', srp),
};
await resetPassword({ username: 'n-reset' });
await confirmResetPassword({ username: 'n-reset', confirmationCode: await mailed('n-reset'), newPassword: 'An0therOne!' });
console.log(JSON.stringify(seen));
process.exit(0);
