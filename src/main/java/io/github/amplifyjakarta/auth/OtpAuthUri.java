package io.github.amplifyjakarta.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** The URI by which authenticator apps read a secret (Google Authenticator, "Key Uri Format"). */
final class OtpAuthUri {

    private OtpAuthUri() {}

    static String of(String issuer, String account, String secret) {
        return "otpauth://totp/" + encode(issuer) + ":" + encode(account) + "?secret=" + encode(secret) + "&issuer="
                + encode(issuer);
    }

    /** Apps read a plus sign as it is. */
    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
