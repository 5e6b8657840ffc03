package io.github.amplifyjakarta.internal.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What caches may do with an answer (RFC 9111, section 5.2). */
public final class CacheControl {

    /** Of an answer that no cache may keep, the browser's neither: its back button shows nothing after a sign-out. */
    public static final String NO_STORE = "private, no-store";

    /** Of an answer that the browser may keep, and has to ask for whenever it shows it again. */
    public static final String NO_CACHE = "private, no-cache";

    private CacheControl() {}

    /** {@return the header's value, so that no shared cache may keep the answer; everything else stays} */
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
        // within quotes, what looks like a directive is none; one too many does no harm
        if (!closed || value.indexOf('"') >= 0) {
            directives.add(0, "private");
        }
        return String.join(", ", directives);
    }

    /** {@return whether a header is for one kind of shared cache and wins over Cache-Control there (RFC 9213, section 2.1)} */
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
