package io.github.amplifyjakarta.internal.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.internal.aws.SigV4;
import io.github.amplifyjakarta.internal.cluster.Hmac;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The client's side of one sign-in by SRP (RFC 5054, section 2.6): it proves that the user knows the password, and does
 * not send it. Names are those of the RFC. Cognito differs from it: numbers are hashed in two's complement without
 * leading zeros, as {@link BigInteger#toByteArray()} gives them, and HKDF makes the key (RFC 5869).
 */
final class SrpClient {

    /** RFC 3526, section 4: the group of 3072 bits. RFC 5054 has the same prime, with 5 as the generator. */
    static final BigInteger N = new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                    + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
                    + "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
                    + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
                    + "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
                    + "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
                    + "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
            16);

    private static final BigInteger G = BigInteger.TWO;

    /** RFC 5054 pads g to the length of N, and Cognito does not. */
    private static final BigInteger K = hash(N.toByteArray(), G.toByteArray());

    private static final int SECRET_BITS = 1024;
    private static final int LONGEST_B = 768; // the digits of N
    private static final int LONGEST_SALT = 128; // Cognito sends 32
    private static final int LONGEST_SECRET_BLOCK = 8192;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

    /** RFC 5869, section 2.3: the info, and the number of the only block. */
    private static final byte[] KEY_INFO = "Caldera Derived Key\u0001".getBytes(UTF_8);

    private static final int KEY_BYTES = 16;

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final BigInteger secret;
    private final BigInteger publicA;

    SrpClient(SecureRandom random) {
        this(new BigInteger(SECRET_BITS, random));
    }

    /** The public value is never 0 modulo N, which servers have to refuse: N is an odd prime, and the base is 2. */
    SrpClient(BigInteger secret) {
        this.secret = secret;
        this.publicA = G.modPow(secret, N);
    }

    /**
     * What Cognito sends for a sign-in.
     *
     * @param poolName the user pool's ID after the underscore
     * @param userIdForSrp the name that the user pool has for the user, which need not be the one that was typed
     */
    record Challenge(String poolName, String userIdForSrp, String saltHex, String srpBHex, String secretBlock) {

        @Override
        public String toString() {
            return "Challenge[<redacted>]";
        }
    }

    /** The answer to a challenge. Cognito needs both values. */
    record Proof(String signature, String timestamp) {

        @Override
        public String toString() {
            return "Proof[<redacted>]";
        }
    }

    /** {@return SRP_A} */
    String publicValue() {
        return publicA.toString(16);
    }

    /**
     * {@return the proof for a challenge}
     *
     * @throws IllegalArgumentException if the challenge is not one that Cognito would send
     */
    Proof prove(Challenge challenge, String password, Instant now) {
        byte[] salt = number("SALT", challenge.saltHex(), LONGEST_SALT).toByteArray();
        BigInteger b = number("SRP_B", challenge.srpBHex(), LONGEST_B);
        byte[] secretBlock = secretBlock(challenge.secretBlock());
        String user = challenge.poolName() + challenge.userIdForSrp();
        BigInteger x = hash(salt, sha256((user + ":" + password).getBytes(UTF_8)));
        String timestamp = TIMESTAMP.format(now);
        byte[] signed = joined(user.getBytes(UTF_8), secretBlock, timestamp.getBytes(UTF_8));
        return new Proof(Base64.getEncoder().encodeToString(Hmac.sha256(key(b, x), signed)), timestamp);
    }

    /** The key that client and server share if the password is right; RFC 5054, section 2.6, and RFC 5869. */
    private byte[] key(BigInteger b, BigInteger x) {
        requireNotZero("SRP_B", b.mod(N)); // RFC 5054, section 2.5.3
        BigInteger u = hash(publicA.toByteArray(), b.toByteArray());
        requireNotZero("u", u); // the design of SRP-6 (Wu, 2002) requires it, and Amplify checks it
        BigInteger premaster = b.subtract(K.multiply(G.modPow(x, N))).modPow(secret.add(u.multiply(x)), N);
        byte[] extracted = Hmac.sha256(u.toByteArray(), premaster.toByteArray());
        return Arrays.copyOf(Hmac.sha256(extracted, KEY_INFO), KEY_BYTES);
    }

    private static void requireNotZero(String name, BigInteger value) {
        if (value.signum() == 0) {
            throw new IllegalArgumentException(name + " is 0 modulo N, expected another value");
        }
    }

    private static BigInteger number(String name, String hex, int longest) {
        requireLength(name, hex, longest);
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    name + " has characters that are not hexadecimal digits, expected 1 to " + longest + " of these");
        }
        return new BigInteger(hex, 16);
    }

    /** Amplify reads the alphabet for URLs, too. */
    private static byte[] secretBlock(String base64) {
        requireLength("SECRET_BLOCK", base64, LONGEST_SECRET_BLOCK);
        try {
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SECRET_BLOCK has other characters or padding, expected Base64", e);
        }
    }

    private static void requireLength(String name, String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(
                    name + " has a length of " + text.length() + ", expected 1 to " + longest);
        }
    }

    private static BigInteger hash(byte[]... parts) {
        return new BigInteger(1, sha256(parts));
    }

    private static byte[] sha256(byte[]... parts) {
        return SigV4.sha256().digest(joined(parts));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
