package io.github.amplifyjakarta.internal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The URL of a call: the endpoint, a slash and the path, which is percent-encoded where necessary. A path may be
 * external input, so it cannot name another host and cannot leave the endpoint's own path.
 */
public final class ApiUrl {

    /** RFC 3986, section 3.3: characters that a path may contain unencoded. */
    private static final String IN_PATH = "/!$&'()*+,;=:@";

    private static final Pattern DOT_SEGMENT = dotSegment();

    private ApiUrl() {}

    /**
     * Matches dot segments in every spelling. Some backends treat an encoded slash or a backslash as a slash, decode
     * more than once, or drop blanks, control characters and anything after a semicolon.
     */
    private static Pattern dotSegment() {
        String separator = "/|\\\\|%(?:25)*(?:2f|5c)";
        String dot = "(?:\\.|%(?:25)*2e)";
        String ignored = "(?:[\\s\\p{Cntrl}]|%(?:25)*(?:[01][0-9a-f]|20|7f))*";
        return Pattern.compile(
                "(?i)(?:^|" + separator + ")" + dot + "{1,2}" + ignored + "(?:" + separator + "|;|%(?:25)*3b|$)");
    }

    public static URI of(URI endpoint, String path, Map<String, List<String>> parameters) {
        if (path.indexOf('#') >= 0) { // the fragment would be lost, and the request would go to another resource
            throw ApiErrors.invalid(
                    "The path \"" + shown(path) + "\" has a # behind it, expected none: write %23 for one in a name.");
        }
        int question = path.indexOf('?');
        String pathOnly = question < 0 ? path : path.substring(0, question);
        if (DOT_SEGMENT.matcher(pathOnly).find()) {
            throw ApiErrors.invalid("The path \"" + shown(path) + "\" has a segment . or .., which would leave it.");
        }
        QueryString query = QueryString.of(endpoint);
        QueryString.parse(question < 0 ? "" : path.substring(question + 1)).addTo(query);
        parameters.forEach(query::set);
        String own = endpoint.getRawPath();
        String base = own.endsWith("/") ? own.substring(0, own.length() - 1) : own;
        String below = pathOnly.isEmpty() || pathOnly.startsWith("/") ? pathOnly : "/" + pathOnly;
        String text = endpoint.getScheme() + "://" + endpoint.getRawAuthority() + encode(base + below);
        String all = query.toString();
        return URI.create(all.isEmpty() ? text : text + "?" + all);
    }

    /** Omits the query, which may contain a secret. */
    /** {@return a path for messages, without the query and the fragment, which may be secret} */
    public static String shown(String path) {
        return path.replaceFirst("(?s)[?#].*", "");
    }

    private static String encode(String path) {
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        byte[] bytes = path.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean encodedAlready = c == '%'
                    && i + 2 < bytes.length
                    && Character.digit(bytes[i + 1], 16) >= 0
                    && Character.digit(bytes[i + 2], 16) >= 0;
            if (encodedAlready || QueryString.isUnreserved(c) || IN_PATH.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                QueryString.percent(encoded, c);
            }
        }
        return encoded.toString();
    }

    /** {@return the Host header, as the HTTP client sends it (RFC 9110, section 7.2)} */
    public static String host(URI uri) {
        boolean usual = uri.getPort() < 0
                || (uri.getPort() == 443 && uri.getScheme().equals("https"))
                || (uri.getPort() == 80 && uri.getScheme().equals("http"));
        return usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
