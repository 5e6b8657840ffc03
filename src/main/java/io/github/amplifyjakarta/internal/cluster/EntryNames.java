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

    private String name(String kind, String value) {
        byte[] digest = Hmac.sha256(key, (kind + value).getBytes(UTF_8));
        return prefix + kind + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
}
