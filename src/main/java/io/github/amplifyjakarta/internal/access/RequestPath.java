package io.github.amplifyjakarta.internal.access;

import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, parsed once. A path that two parsers may read differently is not interpreted. It is ambiguous,
 * with a reason (RFC 3986, section 7.3; OWASP, "path confusion"). All other paths have two forms. The exact form is
 * decoded, without path parameters and without a slash at the end. The folded form unifies names that a file system may
 * treat as equal: names that differ in case, in dots or blanks at the end, or in Unicode normalization.
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
     * Parses a path as it was sent, still encoded.
     *
     * @param raw the path without the query
     */
    public static RequestPath ofUri(String raw, PathExceptions exceptions) {
        return new Reader(raw, exceptions, Form.ENCODED).read();
    }

    /**
     * Parses a path that the container has decoded.
     *
     * @param decoded the path
     */
    public static RequestPath ofDecoded(String decoded, PathExceptions exceptions) {
        return new Reader(decoded, exceptions, Form.DECODED).read();
    }

    /** {@return why parsers may disagree about this path; empty when they agree} */
    public Optional<String> ambiguity() {
        return Optional.ofNullable(ambiguity);
    }

    /** {@return the path as the container sees it} */
    public String exact() {
        return exact;
    }

    /**
     * {@return whether a slash was encoded; Jakarta REST treats it as an ordinary character and may match another
     * resource}
     */
    boolean hasEncodedSlash() {
        return encodedSlash;
    }

    /** {@return the form of the path that is compared with protected paths} */
    public String folded() {
        return folded;
    }

    /**
     * {@return the path below the context root; ambiguous when it is not below it}
     *
     * @param contextPath the context root, decoded or as sent; empty for the root
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
        // most context roots equal their folded form, so that both forms have the same length
        return new RequestPath(rest, folded.equals(exact) ? rest : fold(rest), encodedSlash, null);
    }

    /** {@return whether the container's path equals this path, apart from a slash at the end} */
    boolean isSame(String decoded) {
        int length = exact.length();
        return decoded.startsWith(exact)
                && (decoded.length() == length || (decoded.length() == length + 1 && decoded.charAt(length) == '/'));
    }

    /**
     * {@return whether the other path is below this one or in the same folder, such as a welcome file or another
     * suffix}
     */
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

    /** The form of a path that is parsed. */
    private enum Form {
        ENCODED,
        DECODED
    }

    /** Parses in one pass over the characters. Text that needs no decoding is not copied. */
    private static final class Reader {

        private final String text;
        private final PathExceptions exceptions;
        private final boolean encoded;

        /** The decoded text, starting with the first character that needs decoding; {@code null} before that. */
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

        Reader(String text, PathExceptions exceptions, Form form) {
            this.text = text;
            this.exceptions = exceptions;
            this.encoded = form == Form.ENCODED;
        }

        RequestPath read() {
            if (text.isEmpty() || text.charAt(0) != '/') {
                return ambiguous("the path does not begin with a slash");
            }
            segmentStart = 1;
            for (at = 1; at < text.length() && ambiguity == null; at++) {
                char c = text.charAt(at);
                if (c == '/') {
                    separator();
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

        /** Appends a character. It stays in the original text until something needs decoding. */
        private void append(int codePoint) {
            if (inParameter) {
                return;
            }
            if (read != null) {
                read.appendCodePoint(codePoint);
            }
            nameSeen |= codePoint != '.' && codePoint != ' ';
            last = (char) codePoint;
        }

        /** Precedes a character that is not appended as it was sent. */
        private void copyUpToHere() {
            if (read == null) {
                read = new StringBuilder(text.length()).append(text, 0, at);
            }
        }

        private void separator() {
            if (length() == segmentStart) {
                ambiguity = "an empty segment (//)";
            }
            endOfSegment();
            inParameter = false;
            append('/');
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
            } else if (c == '%') { // the container has decoded this path; some containers keep this escape
                if (text.regionMatches(true, at, "%2F", 0, 3)) {
                    encodedSlash();
                } else {
                    percentSign();
                }
            } else {
                fold |= c >= 'A' && c <= 'Z';
                append(c);
            }
        }

        private void percentSign() {
            if (!exceptions.encodedPercent()) {
                ambiguity = "a percent sign (%25)";
            }
            percent = true;
            append('%');
        }

        private void parameter() {
            if (exceptions.parameters() || (encoded && isSessionId())) {
                copyUpToHere();
                inParameter = true;
            } else {
                ambiguity = "a path parameter (;)";
            }
        }

        /**
         * Whether it is a session id that the container itself appends to links (Servlet 6.0, section 7.1.3). It only
         * occurs at the end.
         */
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
            copyUpToHere();
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
                percentSign();
                at += 2;
            } else if (value < 0x20 || value == 0x7f) {
                ambiguity = "an encoded control character";
            } else if (value == '\\') {
                ambiguity = "an encoded backslash (%5C)";
            } else {
                fold |= value >= 'A' && value <= 'Z';
                append(value);
                at += 2;
            }
        }

        private void encodedSlash() {
            if (!exceptions.encodedSlash() || inParameter) {
                ambiguity = "an encoded slash (%2F)";
                return;
            }
            copyUpToHere();
            encodedSlash = true;
            separator();
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

        /**
         * Accepts only the shortest form of UTF-8 (RFC 3629, section 3): no overlong forms, no surrogates, nothing
         * above U+10FFFF.
         */
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
            other(codePoint);
            at = start + 3 * more + 2;
        }

        private void codePoint(int codePoint) {
            if (isSurrogate(codePoint)) {
                ambiguity = "half a character";
                return;
            }
            other(codePoint);
            at += Character.charCount(codePoint) - 1;
        }

        private void other(int codePoint) {
            switch (Character.getType(codePoint)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    ambiguity = "a control or format character (U+" + Integer.toHexString(codePoint) + ")";
                default -> {
                    fold = true;
                    append(codePoint);
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

    /** Whether decoding the path once more would produce another path. */
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

    /** {@return the form in which the most tolerant file systems would compare a path} */
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
