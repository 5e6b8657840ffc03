package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unverified contents of one user's cookies. They are read on demand, because most requests need no refresh token.
 * They are never printed.
 *
 * @param cookies the cookies of the request
 * @param prefix the prefix of this user's cookie names
 * @param username the user in the cookie names
 * @param accessToken the access token
 */
record StoredTokens(RequestCookies cookies, String prefix, String username, String accessToken) {

    /** JavaScript's parseInt, which the browser client uses to read the cookie. */
    private static final Pattern LEADING_INTEGER = Pattern.compile("\\s*([+-]?\\d{1,15}).*");

    /**
     * A clock may be wrong by hours. The browser supplies the cookie, so it may only cause a slightly earlier renewal.
     */
    private static final Duration LARGEST_DRIFT = Duration.ofMinutes(10);

    Optional<String> idToken() {
        return cookies.value(prefix + "idToken");
    }

    Optional<String> refreshToken() {
        return decoded("refreshToken");
    }

    /** {@return how far the browser's clock was behind Cognito's; never negative, and bounded} */
    Duration clockDrift() {
        return cookies.value(prefix + "clockDrift").map(StoredTokens::drift).orElse(Duration.ZERO);
    }

    private static Duration drift(String text) {
        Matcher matcher = LEADING_INTEGER.matcher(text);
        if (!matcher.matches()) {
            return Duration.ZERO;
        }
        long millis = Long.parseLong(matcher.group(1));
        return Duration.ofMillis(Math.max(0, Math.min(millis, LARGEST_DRIFT.toMillis())));
    }

    /** {@return the remembered device} */
    Optional<String> deviceKey() {
        return decoded("deviceKey");
    }

    /** {@return how the user signed in, as the JSON that the browser client wrote} */
    Optional<String> signInDetails() {
        return decoded("signInDetails");
    }

    private Optional<String> decoded(String name) {
        return cookies.value(prefix + name).map(CookieText::decode);
    }

    @Override
    public String toString() {
        return "StoredTokens[<redacted>]";
    }
}
