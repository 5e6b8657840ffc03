package io.github.amplifyjakarta.internal.access;

import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, read once. What two readers may read differently is not interpreted: it is ambiguous, with the
 * reason (RFC 3986, section 7.3; OWASP, "path confusion"). Everything else has two forms: the exact one, which is decoded,
 * without path parameters and without a slash at its end; and the folded one, in which names that some file system takes
 * for the same (another case, dots or blanks at the end, another normal form of Unicode) are the same.
 */
public final class RequestPath {

    private static final RequestPath ROOT = new RequestPath("/", "/", false, null);

    private final String exact;
    private final String folded;
    private final boolean encodedSlash;
    private final @Nullable String ambiguity;

    private RequestPath(String exact, String folded, boolean encodedSlash, @Nullable String ambiguity) {
        this.exact = exact;
        this.folded = folded;
        this.encodedSlash = encodedSlash;
        this.ambiguity = ambiguity;
    }

    /**
     * Reads a path as it was sent, still encoded.
     *
     * @param raw the path, without a query
     */
    public static RequestPath ofUri(String raw, PathExceptions exceptions) {
        return new Reader(raw, exceptions, true).read();
    }

    /**
     * Reads a path that the container has decoded.
     *
     * @param decoded the path
     */
    public static RequestPath ofDecoded(String decoded, PathExceptions exceptions) {
        return new Reader(decoded, exceptions, false).read();
    }

    /** {@return why readers may differ about this path; empty when they agree} */
    public Optional<String> ambiguity() {
        return Optional.ofNullable(ambiguity);
    }

    /** {@return the path as the container sees it} */
    public String exact() {
        return exact;
    }

    /** {@return whether a slash was encoded: Jakarta REST takes it for a letter, and may match another resource} */
    boolean hasEncodedSlash() {
        return encodedSlash;
    }

    /** {@return the path in the form in which it is compared with protected paths} */
    public String folded() {
        return folded;
    }

    /**
     * {@return the path below the context root; ambiguous when it is not below it}
     *
     * @param contextPath the context root, decoded or as it is sent; empty for the root
     */
    public RequestPath below(String contextPath) {
        if (contextPath.isEmpty() || ambiguity != null) {
            return this;
        }
        String root = exact.startsWith(contextPath)
                ? contextPath
                : ofUri(contextPath, PathExceptions.NONE).exact();
        if (root.isEmpty()
                || !exact.startsWith(root)
                || (exact.length() > root.length() && exact.charAt(root.length()) != '/')) {
            return ambiguous("the path is not below the context root");
        }
        if (exact.length() == root.length()) {
            return ROOT;
        }
        String rest = exact.substring(root.length());
        // the context root of most applications is its own folded form, and its length is the same in both
        return new RequestPath(rest, folded.equals(exact) ? rest : fold(rest), encodedSlash, null);
    }

    /** {@return whether the container's reading is this path; a slash at its end does not count} */
    boolean isSame(String decoded) {
        int length = exact.length();
        return decoded.startsWith(exact)
                && (decoded.length() == length || (decoded.length() == length + 1 && decoded.charAt(length) == '/'));
    }

    /** {@return whether the other path lies below this one, or in the same folder: a welcome file, another suffix} */
    boolean isBeside(RequestPath other) {
        String folder = exact.substring(0, exact.lastIndexOf('/') + 1);
        return other.exact.startsWith(exact.endsWith("/") ? exact : exact + "/")
                || (other.exact.startsWith(folder) && other.exact.lastIndexOf('/') < folder.length());
    }

    private static RequestPath ambiguous(String reason) {
        return new RequestPath("", "", false, reason);
    }

    @Override
    public String toString() {
        return ambiguity == null ? exact : "ambiguous: " + ambiguity;
    }

    /** One loop over the characters. What stands in the text as it is to be read is not copied. */
    private static final class Reader {

        private final String text;
        private final PathExceptions exceptions;
        private final boolean encoded;

        /** What was read, from the first character on that is not read as it stands; {@code null} before that. */
        private @Nullable StringBuilder read;

        private int at;
        private int segmentStart;
        private boolean nameSeen;
        private boolean inParameter;
        private boolean fold;
        private boolean percent;
        private boolean encodedSlash;
        private char last = '/';
        private @Nullable String ambiguity;

        Reader(String text, PathExceptions exceptions, boolean encoded) {
            this.text = text;
            this.exceptions = exceptions;
            this.encoded = encoded;
        }

        RequestPath read() {
            if (text.isEmpty() || text.charAt(0) != '/') {
                return ambiguous("the path does not begin with a slash");
            }
            segmentStart = 1;
            for (at = 1; at < text.length() && ambiguity == null; at++) {
                char c = text.charAt(at);
                if (c == '/') {
                    separator(true);
                } else if (c == ';') {
                    parameter();
                } else if (c == '%' && encoded) {
                    escape();
                } else if (c < 0x80) {
                    ascii(c);
                } else if (encoded) {
                    ambiguity = "a byte that is not encoded (RFC 3986, section 2.1)";
                } else {
                    codePoint(text.codePointAt(at));
                }
            }
            endOfSegment();
            return ambiguity == null ? result() : ambiguous(ambiguity);
        }

        private RequestPath result() {
            String all = read == null ? text : read.toString();
            if (percent && isEncodedTwice(all)) {
                return ambiguous("an escape that is encoded twice (%25)");
            }
            String exact = all.length() > 1 && all.endsWith("/") ? all.substring(0, all.length() - 1) : all;
            return new RequestPath(exact, fold ? RequestPath.fold(exact) : exact, encodedSlash, null);
        }

        private int length() {
            return read == null ? at : read.length();
        }

        /** Takes a character; one that stands in the text as it is may be left where it is. */
        private void append(int codePoint, boolean asItStands) {
            if (inParameter) {
                return;
            }
            if (!asItStands) {
                copyUpToHere();
            }
            if (read != null) {
                read.appendCodePoint(codePoint);
            }
            nameSeen |= codePoint != '.' && codePoint != ' ';
            last = (char) codePoint;
        }

        private void copyUpToHere() {
            if (read == null) {
                read = new StringBuilder(text.length()).append(text, 0, at);
            }
        }

        private void separator(boolean asItStands) {
            if (length() == segmentStart) {
                ambiguity = "an empty segment (//)";
            }
            endOfSegment();
            inParameter = false;
            append('/', asItStands);
            segmentStart = read == null ? at + 1 : read.length();
            nameSeen = false;
        }

        private void endOfSegment() {
            if (length() > segmentStart) {
                if (!nameSeen && ambiguity == null) {
                    ambiguity = "a segment of dots or blanks";
                }
                fold |= last == '.' || last == ' ';
            }
        }

        private void ascii(char c) {
            if (c < 0x20 || c == 0x7f) {
                ambiguity = "a control character";
            } else if (c == '\\') {
                ambiguity = "a backslash";
            } else if (c == '#' && encoded) {
                ambiguity = "a number sign that is not encoded (RFC 3986, section 3.5)";
            } else if (c == ' ' && encoded) {
                ambiguity = "a blank that is not encoded (RFC 3986, section 2.1)";
            } else if (c == '%') { // of what the container has decoded; some leave this one as it is
                if (text.regionMatches(true, at, "%2F", 0, 3)) {
                    encodedSlash();
                } else {
                    percentSign(true);
                }
            } else {
                fold |= c >= 'A' && c <= 'Z';
                append(c, true);
            }
        }

        private void percentSign(boolean asItStands) {
            if (!exceptions.encodedPercent()) {
                ambiguity = "a percent sign (%25)";
            }
            percent = true;
            append('%', asItStands);
        }

        private void parameter() {
            if (exceptions.parameters() || (encoded && isSessionId())) {
                copyUpToHere();
                inParameter = true;
            } else {
                ambiguity = "a path parameter (;)";
            }
        }

        /** What the container writes behind links itself (Servlet 6.0, section 7.1.3), and at their end only. */
        private boolean isSessionId() {
            if (!text.startsWith("jsessionid=", at + 1)) {
                return false;
            }
            for (int i = at + 12; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                if (!letter && "-._!:~+*".indexOf(c) < 0) {
                    return false;
                }
            }
            return true;
        }

        private void escape() {
            int value = hexByte(at);
            if (value < 0) {
                ambiguity = "an incomplete escape (RFC 3986, section 2.1)";
            } else if (value >= 0x80) {
                multiByte(value);
            } else if (value == '/') {
                encodedSlash();
            } else if (value == ';') {
                ambiguity = "an encoded semicolon (%3B)";
            } else if (value == '%') {
                percentSign(false);
                at += 2;
            } else if (value < 0x20 || value == 0x7f) {
                ambiguity = "an encoded control character";
            } else if (value == '\\') {
                ambiguity = "an encoded backslash (%5C)";
            } else {
                fold |= value >= 'A' && value <= 'Z';
                append(value, false);
                at += 2;
            }
        }

        private void encodedSlash() {
            if (!exceptions.encodedSlash() || inParameter) {
                ambiguity = "an encoded slash (%2F)";
                return;
            }
            encodedSlash = true;
            separator(false);
            at += 2;
        }

        private int hexByte(int index) {
            if (index + 2 >= text.length() || text.charAt(index) != '%') {
                return -1;
            }
            int high = hexDigit(text.charAt(index + 1));
            int low = hexDigit(text.charAt(index + 2));
            return high < 0 || low < 0 ? -1 : high << 4 | low;
        }

        /** UTF-8 in its one form (RFC 3629, section 3): no longer ones, no surrogates, nothing above U+10FFFF. */
        private void multiByte(int first) {
            int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
            int codePoint = first & (0x3f >> more);
            boolean valid = first >= 0xc2 && first <= 0xf4;
            for (int i = 1; i <= more && valid; i++) {
                int next = hexByte(at + 3 * i);
                valid = next >= 0x80 && next < 0xc0;
                codePoint = codePoint << 6 | (next & 0x3f);
            }
            boolean shortest = codePoint >= (more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80);
            if (!valid || !shortest || !Character.isValidCodePoint(codePoint) || isSurrogate(codePoint)) {
                ambiguity = "an escape that is no UTF-8 (RFC 3629)";
                return;
            }
            int start = at;
            other(codePoint, false);
            at = start + 3 * more + 2;
        }

        private void codePoint(int codePoint) {
            if (isSurrogate(codePoint)) {
                ambiguity = "half a character";
                return;
            }
            other(codePoint, true);
            at += Character.charCount(codePoint) - 1;
        }

        private void other(int codePoint, boolean asItStands) {
            switch (Character.getType(codePoint)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    ambiguity = "a control or format character (U+" + Integer.toHexString(codePoint) + ")";
                default -> {
                    fold = true;
                    append(codePoint, asItStands);
                }
            }
        }

        private static boolean isSurrogate(int codePoint) {
            return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        }
    }

    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** Whether somebody who decodes once more reads another path. */
    private static boolean isEncodedTwice(String decoded) {
        for (int at = decoded.indexOf('%'); at >= 0; at = decoded.indexOf('%', at + 1)) {
            if (at + 2 < decoded.length()
                    && hexDigit(decoded.charAt(at + 1)) >= 0
                    && hexDigit(decoded.charAt(at + 2)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** {@return the form of a path in which file systems that care least would compare it} */
    public static String fold(String exact) {
        boolean ascii = exact.chars().allMatch(c -> c < 0x80);
        String parts = ascii ? exact : Normalizer.normalize(exact, Normalizer.Form.NFD);
        StringBuilder folded = new StringBuilder(parts.length());
        for (int at = 0; at < parts.length(); ) {
            int codePoint = parts.codePointAt(at);
            at += Character.charCount(codePoint);
            if (codePoint == '/') {
                trimSegment(folded);
            }
            folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(codePoint)));
        }
        trimSegment(folded);
        return ascii ? folded.toString() : Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static void trimSegment(StringBuilder folded) {
        int end = folded.length();
        while (end > 0 && (folded.charAt(end - 1) == '.' || folded.charAt(end - 1) == ' ')) {
            end--;
        }
        folded.setLength(end);
    }
}
