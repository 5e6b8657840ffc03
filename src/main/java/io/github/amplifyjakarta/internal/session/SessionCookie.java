package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cluster.SealedSessions;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import java.util.List;
import java.util.Optional;

/**
 * The only cookie of a session whose tokens are in the shared store. It holds 256 random bits. Over https its name has
 * the prefix {@code __Host-} (RFC 6265bis, section 4.1.3.2), so that no other host can set it.
 */
public final class SessionCookie {

    private final String name;
    private final Attributes attributes;

    /** @param clientId the app client: applications of one host that have another one have other sessions */
    public SessionCookie(String clientId, AppConfig app) {
        boolean secure = app.origin().map(origin -> origin.startsWith("https:")).orElse(true);
        this.name = (secure ? "__Host-" : "") + "amplify." + clientId;
        this.attributes = Attributes.of(app.cookies()
                        .sameSite()
                        .orElse(AppConfig.SameSite.STRICT)
                        .attribute())
                .secure(secure)
                .httpOnly(true)
                .lifetime(app.cookies().maxAge(), app.cookies().expires());
    }

    /** {@return the secret of a request; empty for anything that was not made here} */
    Optional<String> read(RequestCookies cookies) {
        return cookies.value(name).filter(SealedSessions::isSecret);
    }

    SetCookie write(String secret) {
        return new SetCookie(name, secret, attributes);
    }

    /** {@return the deletion of the cookie, if the request has it} */
    List<SetCookie> delete(RequestCookies cookies) {
        return cookies.find(name).isPresent() ? List.of(SetCookie.delete(name, attributes)) : List.of();
    }
}
