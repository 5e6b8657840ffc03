package io.github.amplifyjakarta.internal.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What caches may do with a response (RFC 9111, section 5.2). */
public final class CacheControl {

    /** No cache may store the response, not even the browser's. After a sign-out, the back button shows nothing. */
    public static final String NO_STORE = "private, no-store";

    /** The browser may store the response, but must revalidate it before it shows it again. */
    public static final String NO_CACHE = "private, no-cache";

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
