package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The only cookie of a session whose tokens are in the shared store. It holds 256 random bits. Over https its name has
 * the prefix {@code __Host-} (RFC 6265bis, section 4.1.3.2), so that no other host can set it.
 */
public final class SessionCookie {

    private static final int RANDOM_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final String name;
    private final Attributes attributes;
    private final SecureRandom random = new SecureRandom();

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
        return cookies.value(name).filter(value -> SECRET.matcher(value).matches());
    }

    String newSecret() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    SetCookie write(String secret) {
        return new SetCookie(name, secret, attributes);
    }

    /** {@return the deletion of the cookie, if the request has it} */
    List<SetCookie> delete(RequestCookies cookies) {
        return cookies.find(name).isPresent() ? List.of(SetCookie.delete(name, attributes)) : List.of();
    }
}
