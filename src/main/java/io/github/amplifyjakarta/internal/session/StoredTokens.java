package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the cookies of one user hold, not yet verified. Read when somebody asks: most requests need no refresh token. Never
 * printed.
 *
 * @param cookies the cookies of the request
 * @param prefix what the names of this user's cookies begin with
 * @param username the user in the cookies' names
 * @param accessToken the access token
 */
record StoredTokens(RequestCookies cookies, String prefix, String username, String accessToken) {

    /** JavaScript's parseInt, as the browser client reads the cookie. */
    private static final Pattern LEADING_INTEGER = Pattern.compile("\\s*([+-]?\\d{1,15}).*");

    /** A clock may be wrong by hours, but the cookie comes from the browser: it may only make a renewal a little earlier. */
    private static final Duration LARGEST_DRIFT = Duration.ofMinutes(10);

    Optional<String> idToken() {
        return cookies.value(prefix + "idToken");
    }

    Optional<String> refreshToken() {
        return decoded("refreshToken");
    }

    /** {@return how far the browser's clock was behind Cognito's; never negative here, and bounded} */
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

    /** {@return how the user signed in, JSON as the browser's client wrote it} */
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
