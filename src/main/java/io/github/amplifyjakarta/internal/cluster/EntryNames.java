package io.github.amplifyjakarta.internal.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.config.UserPoolConfig;
import java.util.Base64;

/**
 * The keys of the entries in the shared store. They do not show what they belong to: each is an HMAC. Nodes with the same
 * user pool and app client have the same ones, and other applications may use the same store.
 */
public final class EntryNames {

    private final String prefix;
    private final byte[] key;

    public EntryNames(UserPoolConfig pool) {
        this.prefix = "amplify:" + pool.clientId() + ":";
        this.key = Hmac.derivedKey(pool.userPoolId() + "/" + pool.clientId(), "amplify-jakarta entry names");
    }

    /** {@return the entry of the renewal by a refresh token} */
    String renewal(String refreshToken) {
        return name("r", refreshToken);
    }

    /** {@return the entry of an access token that no browser has sent yet} */
    String undelivered(String accessToken) {
        return name("a", accessToken);
    }

    /** {@return the entry of the session that a secret is of} */
    String session(String secret) {
        return name("s", secret);
    }

    /** {@return the entry of a user's identity in an identity pool} */
    String identity(String identityPoolId, String issuer, String sub) {
        return name("i", identityPoolId + " " + issuer + " " + sub);
    }

    /** {@return what stands for a session whose end all nodes learn} */
    String sessionMark(String origin) {
        return mark("o", origin);
    }

    /** {@return whether a mark stands for a session} */
    static boolean isSession(String mark) {
        return mark.startsWith("o:");
    }

    /** {@return what stands for a user whose sessions have ended} */
    String userMark(String sub) {
        return mark("u", sub);
    }

    /** {@return the entry of an end} */
    String end(String mark) {
        return prefix + mark;
    }

    /** {@return the entry with the latest ends} */
    String latestEnds() {
        return prefix + "ends";
    }

    /** 128 bits of the digest, because an entry holds many of them. */
    private String mark(String kind, String value) {
        return kind + ":" + digest(kind, value).substring(0, 22);
    }

    private String name(String kind, String value) {
        return prefix + kind + ":" + digest(kind, value);
    }

    private String digest(String kind, String value) {
        byte[] digest = Hmac.sha256(key, (kind + value).getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
}
