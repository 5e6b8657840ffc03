package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unverified contents of one user's cookies. They are read on demand, because most requests need no refresh token.
 * They are never printed.
 *
 * @param tokenCookies writes the cookies
 * @param cookies the cookies of the request
 * @param prefix the prefix of this user's cookie names
 * @param username the user in the cookie names
 * @param accessToken the access token
 */
record CookieTokens(
        TokenCookies tokenCookies, RequestCookies cookies, String prefix, String username, String accessToken)
        implements StoredTokens {

    /** JavaScript's parseInt, which the browser client uses to read the cookie. */
    private static final Pattern LEADING_INTEGER = Pattern.compile("\\s*([+-]?\\d{1,15}).*");

    /**
     * A clock may be wrong by hours. The browser supplies the cookie, so it may only cause a slightly earlier renewal.
     */
    private static final Duration LARGEST_DRIFT = Duration.ofMinutes(10);

    @Override
    public Optional<String> idToken() {
        return cookies.value(prefix + "idToken");
    }

    @Override
    public Optional<String> refreshToken() {
        return decoded("refreshToken");
    }

    @Override
    public Duration clockDrift() {
        return cookies.value(prefix + "clockDrift").map(CookieTokens::drift).orElse(Duration.ZERO);
    }

    private static Duration drift(String text) {
        Matcher matcher = LEADING_INTEGER.matcher(text);
        if (!matcher.matches()) {
            return Duration.ZERO;
        }
        long millis = Long.parseLong(matcher.group(1));
        return Duration.ofMillis(Math.max(0, Math.min(millis, LARGEST_DRIFT.toMillis())));
    }

    @Override
    public Optional<String> deviceKey() {
        return decoded("deviceKey");
    }

    @Override
    public Optional<String> signInDetails() {
        return decoded("signInDetails");
    }

    @Override
    public List<SetCookie> replaceBy(VerifiedTokens tokens) {
        return tokenCookies.write(tokens, this);
    }

    @Override
    public List<SetCookie> delete() {
        return tokenCookies.deleteUser(this);
    }

    private Optional<String> decoded(String name) {
        return cookies.value(prefix + name).map(CookieText::decode);
    }

    @Override
    public String toString() {
        return "CookieTokens[<redacted>]";
    }
}
