package io.github.amplifyjakarta.internal.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page that the browser requested before the sign-in. It consists of path and query, as the browser sent them. No
 * interpretation of it leads to another origin (RFC 3986, section 4.2; WHATWG URL, "path-absolute-URL string").
 */
public final class ReturnPath {

    /**
     * The path is stored in cookies. With five sign-ins in progress, the header must still be short enough for every
     * server.
     */
    private static final int LONGEST = 512;

    private static final String CHARACTER = "[A-Za-z0-9\\-._~!$&'()*+,=:]|%[0-9A-Fa-f]{2}";
    private static final Pattern PATH_AND_QUERY =
            Pattern.compile("(?:/(?:" + CHARACTER + ")*+)++(?:\\?(?:" + CHARACTER + "|[;@/?])*+)?+");

    /** URL parsers disagree about empty or dotted segments, encoded separators and encoded control characters. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("^[^?]*(?://|/\\.{1,2}(?:[/?]|$)|%2[eEfF]|%5[cC]|%25)|%[01][0-9A-Fa-f]|%7[fF]");

    private final String text;

    private ReturnPath(String text) {
        this.text = text;
    }

    /**
     * {@return the path; empty when a parser could read it as anything but a page of this origin, or when it is too
     * long}
     *
     * @param pathAndQuery path and query as they were sent, still encoded
     */
    public static Optional<ReturnPath> of(String pathAndQuery) {
        return pathAndQuery.length() <= LONGEST
                        && PATH_AND_QUERY.matcher(pathAndQuery).matches()
                        && !AMBIGUOUS.matcher(pathAndQuery).find()
                ? Optional.of(new ReturnPath(pathAndQuery))
                : Optional.empty();
    }

    /** {@return whether the page lies in a folder, regardless of percent-encoding} */
    public boolean isBelow(String folder) {
        String path = text.replaceFirst("\\?.*", "").replace("+", "%2B");
        return URLDecoder.decode(path, StandardCharsets.UTF_8).startsWith(folder);
    }

    /** {@return path and query, ready for a Location header} */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "ReturnPath[<redacted>]"; // the query may contain sensitive data
    }
}
