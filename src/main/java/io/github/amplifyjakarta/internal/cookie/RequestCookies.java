package io.github.amplifyjakarta.internal.cookie;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a request, read from the raw header: the servers' own parsers break values with JSON in them. Names are
 * found by their decoded form, however the writer encoded them; of several with one name the first counts, which is the
 * one with the longest path (RFC 6265, section 5.4).
 */
public final class RequestCookies {

    /** Servers refuse larger headers anyway (431); this bounds the work where one does not. */
    private static final int LONGEST_HEADER = 256 << 10;

    private final List<String> headers;

    /** Made when somebody asks: most pages of most applications ask for no cookie. */
    private volatile @Nullable List<Pair> parsed;

    /**
     * A cookie as it was sent.
     *
     * @param sentName its name, still encoded
     * @param value its value, still encoded
     */
    public record Cookie(String sentName, String value) {

        /** {@return its name before percent-encoding} */
        public String name() {
            return CookieText.decode(sentName);
        }

        @Override
        public String toString() {
            return "Cookie[" + sentName + "]";
        }
    }

    /**
     * Where a cookie lies in its header. It is cut out when somebody asks for it: most are somebody else's.
     *
     * @param decodedName the name, when it may be another one than was sent
     */
    private record Pair(
            String header,
            int from,
            int to,
            int value,
            int end,
            @Nullable String decodedName) {

        boolean isNamed(String name) {
            return decodedName == null
                    ? to - from == name.length() && header.startsWith(name, from)
                    : decodedName.equals(name);
        }

        Cookie cookie() {
            return new Cookie(header.substring(from, to), cookieValue());
        }

        String cookieValue() {
            return header.substring(value, end);
        }

        @Override
        public String toString() {
            return "Pair[<redacted>]";
        }
    }

    private RequestCookies(List<String> headers) {
        this.headers = headers;
    }

    /**
     * {@return the cookies in the Cookie headers of a request}
     *
     * @param headers the headers' values, usually one
     */
    public static RequestCookies parse(List<String> headers) {
        return new RequestCookies(List.copyOf(headers));
    }

    private List<Pair> pairs() {
        List<Pair> known = parsed;
        if (known == null) {
            known = parse();
            parsed = known; // two threads may both do so, with the same result
        }
        return known;
    }

    private List<Pair> parse() {
        List<Pair> pairs = new ArrayList<>();
        int rest = LONGEST_HEADER;
        for (String header : headers) {
            rest -= header.length();
            if (rest < 0) {
                break;
            }
            int from = 0;
            for (int to = header.indexOf(';'); to >= 0; to = header.indexOf(';', from)) {
                add(header, from, to, pairs);
                from = to + 1;
            }
            add(header, from, header.length(), pairs);
        }
        return pairs;
    }

    private static void add(String header, int start, int end, List<Pair> pairs) {
        int from = first(header, start, end);
        boolean plain = true;
        int equals = from; // no indexOf, which would look through the rest of the header for each pair without one
        for (; equals < end && header.charAt(equals) != '='; equals++) {
            char c = header.charAt(equals);
            plain &= c > ' ' && c < 0x7f && c != '%';
        }
        if (equals == end) {
            return;
        }
        int to = plain ? equals : end(header, from, equals);
        if (from == to || (!plain && !isOneWord(header, from, to))) {
            return;
        }
        String decoded = plain ? null : CookieText.decode(header.substring(from, to));
        int value = first(header, equals + 1, end);
        pairs.add(new Pair(header, from, to, value, end(header, value, end), decoded));
    }

    private static int first(String text, int from, int to) {
        int first = from;
        while (first < to && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return first;
    }

    private static int end(String text, int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isOneWord(String header, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = header.charAt(i);
            if (Character.isISOControl(c) || Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }

    /** {@return the cookie with this name; empty when there is none} */
    public Optional<Cookie> find(String name) {
        return Optional.ofNullable(pair(name)).map(Pair::cookie);
    }

    private @Nullable Pair pair(String name) {
        for (Pair pair : pairs()) {
            if (pair.isNamed(name)) {
                return pair;
            }
        }
        return null;
    }

    /** {@return the value of a cookie as it was sent; empty when there is none or it is empty} */
    public Optional<String> value(String name) {
        Pair pair = pair(name); // its name as it was sent is nobody's question here
        return pair == null || pair.value() == pair.end() ? Optional.empty() : Optional.of(pair.cookieValue());
    }

    /** {@return all cookies, in the order they were sent; several may have one name} */
    public List<Cookie> all() {
        return pairs().stream().map(Pair::cookie).toList();
    }

    /** {@return the cookies that count: of several with one name the first} */
    public Collection<Cookie> effective() {
        Map<String, Cookie> first = new LinkedHashMap<>();
        all().forEach(cookie -> first.putIfAbsent(cookie.name(), cookie));
        return first.values();
    }
}
