// Records srp.json: sign-ins by SRP, as the public signIn of Amplify JS makes them. In an empty folder:
//   npm install aws-amplify@6.22.1
//   cp <repository>/src/test/resources/golden/srp-record.mjs .
//   node srp-record.mjs > srp.json
// Amplify's random source, clock and fetch are replaced; what it sends is recorded. The server below is written for
// this recording. It calculates from the verifier, and recording fails where it does not accept Amplify's signature.
import { createHash, createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { Amplify } from 'aws-amplify';
import { signIn } from 'aws-amplify/auth';

// --- the server: RFC 5054 with Cognito's hashes, in group 15 of RFC 3526 (RFC 5054 has the same prime with g = 5) ---

const N = BigInt('0x'
  + 'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74'
  + '020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437'
  + '4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed'
  + 'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05'
  + '98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb'
  + '9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b'
  + 'e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718'
  + '3995497cea956ae515d2261898fa051015728e5a8aaac42dad33170d04507a33'
  + 'a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7'
  + 'abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864'
  + 'd87602733ec86a64521f2b18177b200cbbe117577a615d6c770988c0bad946e2'
  + '08e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff');
const g = 2n;
const hex = value => value.toString(16);
const number = bytes => BigInt('0x' + (Buffer.from(bytes).toString('hex') || '0'));
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map(part => Buffer.from(part)))).digest();
const hmac = (key, ...parts) =>
  createHmac('sha256', key).update(Buffer.concat(parts.map(part => Buffer.from(part)))).digest();

/** Two's complement, big endian, as short as possible: what BigInteger.toByteArray gives in Java. */
function signed(value) {
  const digits = hex(value);
  const even = digits.length % 2 ? '0' + digits : digits;
  return Buffer.from(even[0] >= '8' ? '00' + even : even, 'hex');
}

function power(base, exponent) {
  let result = 1n;
  for (let square = base % N; exponent > 0n; exponent >>= 1n, square = square * square % N) {
    if (exponent & 1n) result = result * square % N;
  }
  return result;
}

const k = number(sha256(signed(N), signed(g)));
const U = (A, B) => number(sha256(signed(A), signed(B)));
const verifier = c =>
  power(g, number(sha256(signed(BigInt('0x' + c.salt)), sha256(`${c.poolName}${c.username}:${c.password}`))));

function serverSignature(c, A, B, timestamp) {
  const S = power(A * power(c.v, U(A, B)), c.b);
  const key = hmac(hmac(signed(U(A, B)), signed(S)), 'Caldera Derived Key\x01').subarray(0, 16);
  return hmac(key, c.poolName, c.username, Buffer.from(c.secretBlock, 'base64'), timestamp).toString('base64');
}

// --- the client: Amplify ---

const PlainDate = Date;
let current;
let words = [];
let sent;

globalThis.crypto.getRandomValues = array => {
  for (let i = 0; i < array.length; i++) {
    if (!words.length) throw new Error('more random values than those of a');
    array[i] = words.shift();
  }
  return array;
};

globalThis.fetch = async (url, { headers, body }) => {
  const request = JSON.parse(body);
  if (headers['x-amz-target'].endsWith('.InitiateAuth')) {
    sent.srpA = request.AuthParameters.SRP_A;
    const parameters = { USERNAME: current.username, USER_ID_FOR_SRP: current.username, SALT: current.salt,
      SRP_B: current.srpB, SECRET_BLOCK: current.secretBlock };
    return new Response(JSON.stringify({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: parameters }));
  }
  sent.timestamp = request.ChallengeResponses.TIMESTAMP;
  sent.signature = request.ChallengeResponses.PASSWORD_CLAIM_SIGNATURE;
  return new Response('{"__type":"NotAuthorizedException","message":"recorded"}', { status: 400 });
};

async function record(c) {
  current = c;
  sent = {};
  words = hex(c.a).padStart(256, '0').match(/.{8}/g).map(word => parseInt(word, 16));
  globalThis.Date = class extends PlainDate {
    constructor(...given) {
      super(...(given.length ? given : [c.instant]));
    }
  };
  Amplify.configure({ Auth: { Cognito: { userPoolId: 'eu-central-1_' + c.poolName, userPoolClientId: 'client' } } });
  const error = await signIn({ username: 'alias', password: c.password, options: { authFlowType: 'USER_SRP_AUTH' } })
    .then(() => new Error('signed in'), failed => failed);
  globalThis.Date = PlainDate;
  const B = BigInt('0x' + c.srpB);
  if (error.message !== 'recorded') throw error;
  if (sent.srpA !== hex(power(g, c.a))) throw new Error(c.title + ': the server has another A');
  if (sent.signature !== serverSignature(c, BigInt('0x' + sent.srpA), B, sent.timestamp)) {
    throw new Error(c.title + ': the server refuses the signature');
  }
  const { title, poolName, username, password, salt, srpB, secretBlock, instant } = c;
  return { title, poolName, username, password, a: hex(c.a), srpA: sent.srpA, salt, srpB, secretBlock, instant,
    timestamp: sent.timestamp, signature: sent.signature };
}

// --- the cases; what looks random is derived from a name, so that another run gives the same file ---

const bytes = (name, length) => createHash('shake256', { outputLength: length }).update('srp ' + name).digest();

const INSTANTS = ['2026-01-01T00:00:00Z', '2026-02-09T09:08:07.006Z', '2026-03-10T10:10:10Z',
  '2027-04-30T23:59:59.999Z', '2028-02-29T12:00:00Z', '2026-05-31T01:02:03Z', '2026-06-06T06:06:06.600Z',
  '2026-07-19T19:00:09Z', '2026-08-08T08:59:00Z', '2026-09-02T13:30:01Z', '2026-10-25T00:59:59Z',
  '2026-11-03T17:45:30.123456Z', '2026-12-31T23:00:00Z'];

let count = 0;
function base(title, given = {}) {
  const c = { title, poolName: 'Ab3' + bytes(title + ' pool', 3).toString('hex'), username: 'user-' + count,
    password: 'Passw0rd! ' + count, a: number(bytes(title + ' a', 128)), b: number(bytes(title + ' b', 32)),
    salt: bytes(title + ' salt', 16).toString('hex'),
    secretBlock: bytes(title + ' block', 48 + count % 3).toString('base64'),
    instant: INSTANTS[count++ % INSTANTS.length], ...given };
  c.v = verifier(c);
  return c;
}

/** B = k*v + g^b, as a server sends it. */
function finished(c, write = hex) {
  return { ...c, srpB: write((k * c.v + power(g, c.b)) % N) };
}

/** Whether a value of a number of hexadecimal digits has a shape; each one is another branch of the encoding. */
const SHAPES = {
  plain: (digits, full) => digits.length === full && digits[0] < '8',
  'first bit set': (digits, full) => digits.length === full && digits[0] >= '8',
  'odd number of digits': (digits, full) => digits.length === full - 1,
  'first byte zero': (digits, full) => digits.length === full - 2 && digits[0] < '8',
  'first byte zero, next bit set': (digits, full) => digits.length === full - 2 && digits[0] >= '8',
};

/** A case of which one of A, B, u and S has a shape: the next a, or the next b, is tried until it has. */
function shaped(value, shape) {
  const c = base(`${value}: ${shape}`);
  const fits = (candidate, digits) => SHAPES[shape](hex(candidate), digits);
  if (value === 'A') {
    for (let A = power(g, c.a); !fits(A, 768); A = A * g % N) c.a++;
    return finished(c);
  }
  const A = power(g, c.a);
  const found = {
    B: B => fits(B, 768),
    u: B => fits(U(A, B), 64),
    S: B => fits(power(A * power(c.v, U(A, B)), c.b), 768),
  }[value];
  for (let gb = power(g, c.b); !found((k * c.v + gb) % N); gb = gb * g % N) c.b++;
  return finished(c);
}

const zeros = '0'.repeat(16);
const low = '5d' + bytes('low', 15).toString('hex');
const high = 'e7' + bytes('high', 15).toString('hex');
const SALTS = ['0', '00', '1', '7f', '80', '080', '0080', '00ff', 'abc', '0abc', low, high, '0' + low, '00' + low,
  '00' + high, low.slice(1), high.slice(1), '0' + high.slice(1), low.toUpperCase(), zeros + low, low.repeat(4),
  high.repeat(4), (zeros + high).repeat(2) + zeros.repeat(2)];

const USERS = ['b0c1d2e3-4f50-4617-8293-a4b5c6d7e8f9', 'jane@example.com', '+491701234567', 'J\u00fcrgen Gro\u00df',
  'Ju\u0308rgen', '\u5c71\u7530 \u592a\u90ce', '\u{1f600}', 'a:b', ' user ', 'x'.repeat(128)];
const PASSWORDS = ['Passw0rd!', ' ', '        ', ' leading and trailing ', 'p\u00e4ssw\u00f6rd', 'pa\u0308sswo\u0308rd',
  '\u00a0\u3000', '\u5bc6\u7801 \u30d1\u30b9', '\u{1f511}\u{1f469}\u200d\u{1f4bb}', '\u0645\u0631\u062d\u0628\u0627',
  'a:b::c', '"\\\'<&%41+', 'tab\tline\r\n', 'nul\0', '\ufeffmark', '\uffff\u{10ffff}', 'long '.repeat(51) + '!'];

const cases = [
  ...['A', 'B', 'u', 'S'].flatMap(value => Object.keys(SHAPES).map(shape => shaped(value, shape))),
  ...[1n, 7n, 9n, 3071n].map(a => finished(base('a is ' + a, { a }))), // A is 02, 80, 200, and the highest bit of N
  ...SALTS.map((salt, i) => finished(base(`salt ${i}, of ${salt.length} digits`, { salt }))),
  ...USERS.map((username, i) => finished(base('user name ' + i, { username }))),
  ...PASSWORDS.map((password, i) => finished(base('password ' + i, { password }))),
  finished(base('B in upper case'), value => hex(value).toUpperCase()),
  { ...finished(shaped('B', 'odd number of digits'), value => '0' + hex(value)), title: 'B with a zero in front' },
  ...[1, 2, 3, 1200].map(length => finished(base(`secret block of ${length} bytes`, {
    secretBlock: bytes('block', length).toString('base64'),
  }))),
  finished(base('secret block without padding', { secretBlock: bytes('block', 32).toString('base64').split('=')[0] })),
  finished(base('secret block in the alphabet for URLs', { secretBlock: bytes('block', 63).toString('base64url') })),
];

const version = name => createRequire(import.meta.url)(name + '/package.json').version;
const lines = [];
for (const c of cases) {
  lines.push(JSON.stringify(await record(c)).replace(/[\u007f-\uffff]/g, unit =>
    '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0')));
}
const recordedWith = { 'aws-amplify': version('aws-amplify'), '@aws-amplify/auth': version('@aws-amplify/auth') };
console.log(`{\n"recordedWith": ${JSON.stringify(recordedWith)},\n"cases": [\n${lines.join(',\n')}\n]\n}`);
