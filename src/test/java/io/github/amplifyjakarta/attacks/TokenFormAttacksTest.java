package io.github.amplifyjakarta.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by the form of a token, each with the place where it is described. */
class TokenFormAttacksTest extends WithForgedTokens {

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
    void refusesEncryptedTokens() throws Exception {
        JsonWebEncryption token = encrypted();
        token.setPayload(claims().toJson());
        assertRefused(token.getCompactSerialization());
    }

    /** CVE-2024-33664, "JWT bomb": 10 MiB of blanks in a token that is compressed. */
    @Test
    void refusesCompressedTokens() throws Exception {
        JsonWebEncryption token = encrypted();
        token.enableDefaultCompression();
        token.setPayload(" ".repeat(10 << 20) + claims().toJson());
        assertRefused(token.getCompactSerialization());
        assertRefused(byThePool(Map.of("zip", "DEF"), claims().toJson()));
    }

    /** CWE-770: more than any cookie can hold, which is refused before it is decoded. */
    @Test
    void refusesEndlessTokens() {
        assertRefused("e".repeat(10 << 20));
        assertRefused("e".repeat(5 << 20) + "." + "e".repeat(5 << 20) + ".e");
        assertRefused(byThePool(Map.of(), with("padding", "x".repeat(20_000))));
        assertRefused(".".repeat(10_000));
    }

    /** CVE-2023-1370 and its kin: JSON as deep as a token can have it. */
    @Test
    void refusesDeepJson() {
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
    void refusesAClaimDeeperThanTheStack() throws Exception {
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
    void refusesAnyChangedBitOfAToken() {
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
    void refusesForeignLettersInAToken(String other) {
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
}
