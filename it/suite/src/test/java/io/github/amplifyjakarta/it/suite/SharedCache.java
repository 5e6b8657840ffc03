package io.github.amplifyjakarta.it.suite;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A shared cache in front of an application. It stores every response that RFC 9111, section 3, allows: those with a
 * cacheable status and without a directive that forbids it. Set-Cookie does not prevent caching (section 7.3).
 */
final class SharedCache {

    /** RFC 9110, section 15.1: heuristically cacheable. */
    private static final Set<Integer> CACHEABLE = Set.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501);

    private final Map<URI, HttpResponse<String>> kept = new HashMap<>();

    /** {@return the stored response, or else the response of the server to this browser} */
    HttpResponse<String> get(Browser browser, URI page) throws Exception {
        HttpResponse<String> known = kept.get(page);
        if (known != null) {
            return known;
        }
        HttpResponse<String> answer = browser.get(page);
        if (mayKeep(answer)) {
            kept.put(page, answer);
        }
        return answer;
    }

    private static boolean mayKeep(HttpResponse<String> answer) {
        Set<String> directives = Browser.cacheControl(answer);
        boolean explicit = directives.stream()
                .anyMatch(directive -> directive.equals("public")
                        || directive.startsWith("max-age")
                        || directive.startsWith("s-maxage"));
        boolean varies = answer.headers().allValues("Vary").stream()
                .map(names -> names.toLowerCase(Locale.ROOT))
                .anyMatch(names -> names.contains("cookie") || names.contains("*"));
        return !directives.contains("no-store")
                && !directives.contains("private")
                && !varies
                && (explicit || CACHEABLE.contains(answer.statusCode()));
    }
}
