package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import io.github.amplifyjakarta.internal.session.RequestSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookies of sign-ins under way: one for each, so that two tabs do not disturb each other. Over https their names have
 * the prefix {@code __Host-} (RFC 6265bis, section 4.1.3.2), so that no other host can put a sign-in of its own there.
 */
final class StateCookies {

    /** Cognito forgets a sign-in after three minutes, unless the app client says another time. */
    static final Duration LIFETIME = Duration.ofMinutes(3);

    private static final Pattern FLOW = Pattern.compile("[A-Za-z0-9_-]{11}");

    /** More are not of a browser that was here. Each may be looked up in the shared store. */
    private static final int MOST_READ = 8;

    private final String prefix;
    private final Attributes attributes;

    StateCookies(String clientId, AppConfig app) {
        boolean secure = app.origin().map(origin -> origin.startsWith("https:")).orElse(true);
        this.prefix = (secure ? "__Host-" : "") + "amplify." + clientId + ".sign-in.";
        this.attributes = Attributes.of(AppConfig.SameSite.STRICT.attribute())
                .secure(secure)
                .httpOnly(true)
                .lifetime(Optional.of(LIFETIME.toSeconds()), Optional.empty());
    }

    /** {@return the value of the cookie of a sign-in; empty when the browser has none} */
    Optional<String> value(String flow, RequestSession session) {
        return FLOW.matcher(flow).matches() ? session.cookieAfterwards(prefix + flow) : Optional.empty();
    }

    /** {@return the ids of the sign-ins that the browser has under way} */
    List<String> flows(RequestSession session) {
        return session.cookieNamesAfterwards(prefix).stream()
                .map(name -> name.substring(prefix.length()))
                .filter(flow -> FLOW.matcher(flow).matches())
                .limit(MOST_READ)
                .toList();
    }

    SetCookie set(String flow, String value) {
        return new SetCookie(prefix + flow, value, attributes);
    }

    SetCookie delete(String flow) {
        return SetCookie.delete(prefix + flow, attributes);
    }
}
