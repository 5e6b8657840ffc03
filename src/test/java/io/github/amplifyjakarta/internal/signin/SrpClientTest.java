package io.github.amplifyjakarta.internal.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.signin.SrpClient.Challenge;
import io.github.amplifyjakarta.internal.signin.SrpClient.Proof;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ins by SRP, compared with those of Amplify, and tried with a server. */
class SrpClientTest {

    private static final Path RECORDINGS = Path.of("src/test/resources/golden/srp.json");
    private static final Instant NOW = Instant.parse("2026-09-05T03:04:05.678Z");
    private static final int SIGN_INS = Integer.getInteger("signIns", 25);
    private static final long SEED = 20261130;

    /** The recordings show that it is the right one. */
    private static final BigInteger N = SrpClient.N;

    @TestFactory
    Stream<DynamicTest> provesAsAmplifyDoes() throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(RECORDINGS))) {
            List<JsonObject> cases = reader.readObject().getJsonArray("cases").getValuesAs(JsonObject.class);
            assertTrue(cases.size() > 60, cases.size() + " cases");
            return cases.stream()
                    .map(recorded ->
                            DynamicTest.dynamicTest(recorded.getString("title"), () -> assertRecorded(recorded)));
        }
    }

    private static void assertRecorded(JsonObject recorded) {
        SrpClient client = new SrpClient(new BigInteger(recorded.getString("a"), 16));
        assertEquals(recorded.getString("srpA"), client.publicValue());
        Challenge challenge = new Challenge(
                recorded.getString("poolName"),
                recorded.getString("username"),
                recorded.getString("salt"),
                recorded.getString("srpB"),
                recorded.getString("secretBlock"));
        assertEquals(
                new Proof(recorded.getString("signature"), recorded.getString("timestamp")),
                client.prove(challenge, recorded.getString("password"), Instant.parse(recorded.getString("instant"))));
    }

    /** What a server keeps of a user, and its side of one sign-in, from RFC 5054 and what Cognito hashes. */
    private record Server(String poolName, String user, BigInteger salt, BigInteger verifier, BigInteger b) {

        static Server of(String user, String password, Random random) {
            BigInteger salt = new BigInteger(128, random);
            byte[] identity = sha256(("Pool9" + user + ":" + password).getBytes(UTF_8));
            BigInteger x = new BigInteger(1, sha256(salt.toByteArray(), identity));
            return new Server("Pool9", user, salt, BigInteger.TWO.modPow(x, N), new BigInteger(256, random));
        }

        BigInteger publicValue() {
            BigInteger k = new BigInteger(1, sha256(N.toByteArray(), new byte[] {2}));
            return k.multiply(verifier).add(BigInteger.TWO.modPow(b, N)).mod(N);
        }

        Challenge challenge(String secretBlock) {
            return new Challenge(
                    poolName, user, salt.toString(16), publicValue().toString(16), secretBlock);
        }

        boolean accepts(Proof proof, String clientValue, String secretBlock) {
            BigInteger received = new BigInteger(clientValue, 16);
            BigInteger u = new BigInteger(
                    1, sha256(received.toByteArray(), publicValue().toByteArray()));
            BigInteger s = received.multiply(verifier.modPow(u, N)).modPow(b, N);
            byte[] key = hmac(hmac(u.toByteArray(), s.toByteArray()), "Caldera Derived Key\u0001".getBytes(UTF_8));
            byte[] signature = hmac(
                    Arrays.copyOf(key, 16),
                    (poolName + user).getBytes(UTF_8),
                    Base64.getDecoder().decode(secretBlock),
                    proof.timestamp().getBytes(UTF_8));
            return proof.signature().equals(Base64.getEncoder().encodeToString(signature));
        }

        private static byte[] sha256(byte[]... parts) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                Stream.of(parts).forEach(digest::update);
                return digest.digest();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        private static byte[] hmac(byte[] key, byte[]... parts) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                Stream.of(parts).forEach(mac::update);
                return mac.doFinal();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** {@code -DargLine="-DsignIns=5000"} makes more of them. */
    @Test
    void convincesAServerOfTheRightPasswordOnly() {
        Random random = new Random(SEED);
        for (int i = 0; i < SIGN_INS; i++) {
            String password = text(random);
            Server server = Server.of(text(random), password, random);
            String secretBlock = secretBlock(random);
            SrpClient client = new SrpClient(new BigInteger(1 + random.nextInt(1024), random));
            Challenge challenge = server.challenge(secretBlock);
            String sent = client.publicValue();
            assertTrue(server.accepts(client.prove(challenge, password, NOW), sent, secretBlock), "sign-in " + i);
            assertFalse(server.accepts(client.prove(challenge, password + "x", NOW), sent, secretBlock), "other " + i);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(40), 0, Character.MAX_CODE_POINT + 1)
                .map(point -> Character.getType(point) == Character.SURROGATE ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String secretBlock(Random random) {
        byte[] block = new byte[1 + random.nextInt(1500)];
        random.nextBytes(block);
        return Base64.getEncoder().encodeToString(block);
    }

    /** As many as Amplify takes: 128 bytes. */
    @Test
    void takesAllBitsOfItsSecretFromTheRandomSource() {
        SecureRandom ones = new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) 0xff);
            }
        };
        BigInteger a = BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.ONE);
        assertEquals(BigInteger.TWO.modPow(a, N).toString(16), new SrpClient(ones).publicValue());
        SecureRandom random = new SecureRandom();
        assertNotEquals(new SrpClient(random).publicValue(), new SrpClient(random).publicValue());
    }

    /** Cognito reads English only. */
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "de-DE", "th-TH-u-ca-buddhist-nu-thai", "en-GB"})
    void writesTheTimeInEnglish(String language) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertEquals("Sat Sep 5 03:04:05 UTC 2026", prove("0a", "2", "AAAA").timestamp());
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Proof prove(String salt, String b, String secretBlock) {
        return new SrpClient(BigInteger.TEN)
                .prove(new Challenge("Pool9", "user", salt, b, secretBlock), "password", NOW);
    }

    private static String refusal(String salt, String b, String secretBlock) {
        return assertThrows(IllegalArgumentException.class, () -> prove(salt, b, secretBlock))
                .getMessage();
    }

    /** RFC 5054, section 2.5.3: with such a value, a server that does not know the password could choose the key. */
    @Test
    void refusesMultiplesOfThePrime() {
        for (String b : List.of("0", "000", N.toString(16), "0".repeat(768))) {
            assertEquals("SRP_B is 0 modulo N, expected another value", refusal("0a", b, "AAAA"));
        }
        prove("0a", N.add(BigInteger.ONE).toString(16), "AAAA");
        prove("0a", N.subtract(BigInteger.ONE).toString(16), "AAAA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g",
                "-1",
                "+1",
                "0x1",
                " 1",
                "1 ",
                "1\n",
                "1_0",
                "1.0",
                "\u0661",
                "\uff11",
                "\uff41",
                "\ud835\udfcf"
            })
    void refusesWhatIsNotHexadecimal(String digits) {
        assertEquals(
                "SALT has characters that are not hexadecimal digits, expected 1 to 128 of these",
                refusal(digits, "2", "AAAA"));
        assertEquals(
                "SRP_B has characters that are not hexadecimal digits, expected 1 to 768 of these",
                refusal("0a", digits, "AAAA"));
    }

    @Test
    void limitsLengths() {
        prove("f".repeat(128), "f".repeat(768), "A".repeat(8192));
        assertEquals("SALT has a length of 129, expected 1 to 128", refusal("0".repeat(129), "2", "AAAA"));
        assertEquals("SALT has a length of 0, expected 1 to 128", refusal("", "2", "AAAA"));
        assertEquals("SRP_B has a length of 769, expected 1 to 768", refusal("0a", "0" + "f".repeat(768), "AAAA"));
        assertEquals("SRP_B has a length of 0, expected 1 to 768", refusal("0a", "", "AAAA"));
        assertEquals("SECRET_BLOCK has a length of 8196, expected 1 to 8192", refusal("0a", "2", "A".repeat(8196)));
        assertEquals("SECRET_BLOCK has a length of 0, expected 1 to 8192", refusal("0a", "2", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAAA", "AA=A", "A===", "====", "AAAA=", "AA AA", "AAAA\n", "AA.A", "\u00c4AAA"})
    void refusesWhatIsNotBase64(String secretBlock) {
        assertEquals("SECRET_BLOCK has other characters or padding, expected Base64", refusal("0a", "2", secretBlock));
    }

    @Test
    void keepsItsValuesOutOfLogs() {
        assertEquals("Challenge[<redacted>]", new Challenge("Pool9", "user", "0a", "2", "AAAA").toString());
        assertEquals("Proof[<redacted>]", prove("0a", "2", "AAAA").toString());
    }
}
