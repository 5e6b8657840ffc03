package io.github.amplifyjakarta.internal.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What caches may do with a response (RFC 9111, section 5.2). */
public final class CacheControl {

    /** Of a page for a signed-in user: no cache stores it, so the back button shows nothing after a sign-out. */
    public static final String SIGNED_IN_PAGE = "private, no-store";

    /** Of other responses for a signed-in user: the browser may store them, but must revalidate them before each use. */
    public static final String SIGNED_IN_DATA = "private, no-cache";

    /** Of responses with session cookies, and of those that the library sends instead of the application. */
    public static final String WITH_COOKIES = "private, no-store";

    private CacheControl() {}

    /**
     * {@return the header value with "private", so that no shared cache may store the response; other directives stay}
     */
    public static String privately(String value) {
        List<String> directives = new ArrayList<>();
        boolean closed = false;
        for (String part : value.split(",", -1)) {
            String directive = part.strip();
            String name = directive.toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !name.equals("public") && !name.startsWith("s-maxage")) {
                directives.add(directive);
            }
            closed |= name.equals("private") || name.equals("no-store");
        }
        // a directive within quotes is not a directive; an additional "private" is harmless
        if (!closed || value.indexOf('"') >= 0) {
            directives.add(0, "private");
        }
        return String.join(", ", directives);
    }

    /**
     * {@return whether a header targets one kind of shared cache and overrides Cache-Control there (RFC 9213, section
     * 2.1)}
     */
    public static boolean isTargeted(String header) {
        return endsWith(header, "-cache-control")
                || header.equalsIgnoreCase("surrogate-control")
                || header.equalsIgnoreCase("edge-control")
                || header.equalsIgnoreCase("x-accel-expires");
    }

    private static boolean endsWith(String header, String end) {
        return header.regionMatches(true, header.length() - end.length(), end, 0, end.length());
    }
}
