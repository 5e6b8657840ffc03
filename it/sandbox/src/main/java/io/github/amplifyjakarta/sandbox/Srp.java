package io.github.amplifyjakarta.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's side of Cognito's Secure Remote Password: SRP-6a (RFC 5054, section 2.5) over the 3072-bit group of RFC 3526
 * with SHA-256, and a signature by a key that HKDF (RFC 5869) draws from the shared secret in place of the proof.
 * Numbers are hashed as two's complement, which is what {@link BigInteger#toByteArray()} gives.
 */
final class Srp {

    private static final BigInteger N = new BigInteger(
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
    private static final byte[] KEY_INFO = "Caldera Derived Key\u0001".getBytes(UTF_8);
    private static final int KEY_LENGTH = 16;
    private static final int PRIVATE_BITS = 1024;

    private final String poolName;
    private final String userId;
    private final BigInteger publicOfClient;
    private final BigInteger salt;
    private final BigInteger verifier;
    private final BigInteger secret;
    private final BigInteger publicOfServer;

    /**
     * @param poolName the pool's id without its region
     * @param userId the user
     * @param srpA the client's public value, hexadecimal
     * @throws ServiceException for a value that would make the secret predictable (RFC 5054, section 2.5.4)
     */
    Srp(String poolName, String userId, String password, String srpA, SecureRandom random) throws ServiceException {
        this.poolName = poolName;
        this.userId = userId;
        this.publicOfClient = new BigInteger(srpA, 16);
        if (publicOfClient.mod(N).signum() == 0) {
            throw new ServiceException("InvalidParameterException", "Invalid SRP_A");
        }
        this.salt = new BigInteger(128, random);
        BigInteger x = hash(salt.toByteArray(), sha256((poolName + userId + ":" + password).getBytes(UTF_8)));
        this.verifier = G.modPow(x, N);
        this.secret = new BigInteger(PRIVATE_BITS, random);
        BigInteger k = hash(N.toByteArray(), G.toByteArray());
        this.publicOfServer = k.multiply(verifier).add(G.modPow(secret, N)).mod(N);
    }

    String salt() {
        return salt.toString(16);
    }

    String publicOfServer() {
        return publicOfServer.toString(16);
    }

    /** {@return whether the signature proves that the client knows the password} */
    boolean isProvenBy(byte[] secretBlock, String timestamp, byte[] signature) {
        BigInteger u = hash(publicOfClient.toByteArray(), publicOfServer.toByteArray());
        BigInteger shared = publicOfClient.multiply(verifier.modPow(u, N)).modPow(secret, N);
        byte[] extracted = hmac(u.toByteArray(), shared.toByteArray());
        byte[] key = Arrays.copyOf(hmac(extracted, KEY_INFO), KEY_LENGTH);
        byte[] expected =
                hmac(key, poolName.getBytes(UTF_8), userId.getBytes(UTF_8), secretBlock, timestamp.getBytes(UTF_8));
        return MessageDigest.isEqual(expected, signature);
    }

    private static BigInteger hash(byte[]... parts) {
        return new BigInteger(1, sha256(parts));
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
