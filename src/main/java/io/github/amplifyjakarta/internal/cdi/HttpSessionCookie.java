package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.internal.config.ConfigKey;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The container's session cookie, when the tokens are in the HTTP session. Whoever has its value acts as the user, so no
 * script reads it, and it is in no URL.
 */
final class HttpSessionCookie {

    private HttpSessionCookie() {}

    /** Invalid values are reported with the whole configuration. */
    static void secure(ServletContext context) {
        Config config = ConfigProvider.getConfig(HttpSessionCookie.class.getClassLoader());
        if (value(config, ConfigKey.SESSION_STORE)
                .filter("http-session"::equals)
                .isEmpty()) {
            return;
        }
        context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        SessionCookieConfig cookie = context.getSessionCookieConfig();
        cookie.setHttpOnly(true);
        cookie.setSecure(value(config, ConfigKey.APP_ORIGIN)
                .filter(origin -> origin.startsWith("https:"))
                .isPresent());
        if (cookie.getAttribute("SameSite") == null) {
            // with strict, the callback of a sign-in would not find the session that the user had before it
            cookie.setAttribute(
                    "SameSite", value(config, ConfigKey.COOKIE_SAME_SITE).orElse("lax"));
        }
    }

    private static Optional<String> value(Config config, ConfigKey key) {
        return config.getOptionalValue(key.key(), String.class);
    }
}
