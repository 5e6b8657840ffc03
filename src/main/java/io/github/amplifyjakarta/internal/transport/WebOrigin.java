package io.github.amplifyjakarta.internal.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The origin of a URI (RFC 6454, section 4). Origins are compared as origins and never by a text prefix. */
public final class WebOrigin {

    /** HTTPS, or HTTP on loopback. */
    private static final Pattern SECURE =
            Pattern.compile("https://.*|http://(?:localhost|127(?:\\.\\d+){3}|\\[::1])(?::\\d+)?");

    private WebOrigin() {}

    /** {@return whether tokens and credentials may be sent to a URI: it uses HTTPS, or HTTP on loopback} */
    public static boolean isSecure(String uri) {
        return of(uri).filter(origin -> SECURE.matcher(origin).matches()).isPresent();
    }

    /**
     * {@return scheme, host and port of an http or https URI in normalized form; empty for anything else}
     *
     * @param text any text
     */
    public static Optional<String> of(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            if (scheme == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            scheme = scheme.toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                return Optional.empty();
            }
            int port = uri.getPort();
            if (port > 65_535 || port == 0) {
                return Optional.empty();
            }
            boolean implied = port == -1 || port == (scheme.equals("https") ? 443 : 80);
            return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (implied ? "" : ":" + port));
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }
}
