package io.github.amplifyjakarta.internal.cookie;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a request, parsed from the raw header, because the servers' own parsers break values that contain
 * JSON. Names are looked up in decoded form, regardless of the sender's encoding. Of several cookies with one name, the
 * first counts, which has the longest path (RFC 6265, section 5.4).
 */
public final class RequestCookies {

    /** Servers reject larger headers anyway (431). This limits the work on servers that do not. */
    private static final int LONGEST_HEADER = 256 << 10;

    private static final Pattern PREFIX = Pattern.compile("(?i)__(Host|Secure)-");

    private final List<String> headers;

    /** Parsed on demand, because most requests need no cookie. */
    private volatile @Nullable List<Pair> parsed;

    /**
     * A cookie as it was sent.
     *
     * @param sentName the name, still encoded
     * @param value the value, still encoded
     */
    public record Cookie(String sentName, String value) {

        /** {@return the name before percent-encoding} */
        public String name() {
            return decodedName(sentName);
        }

        @Override
        public String toString() {
            return "Cookie[" + sentName + "]";
        }
    }

    /**
     * The position of a cookie in its header. The text is extracted on demand, because most cookies are not the
     * library's.
     *
     * @param decodedName the decoded name, when it may differ from the name as sent
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
     * @param headers the values of the headers, usually one
     */
    public static RequestCookies parse(List<String> headers) {
        return new RequestCookies(List.copyOf(headers));
    }

    private List<Pair> pairs() {
        List<Pair> known = parsed;
        if (known == null) {
            known = parse();
            parsed = known; // two threads may both parse, with the same result
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
        int equals = from; // not indexOf: for each pair without "=", it would search the rest of the header
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
        String decoded = plain ? null : decodedName(header.substring(from, to));
        int value = first(header, equals + 1, end);
        pairs.add(new Pair(header, from, to, value, end(header, value, end), decoded));
    }

    /**
     * Browsers look for prefixes in the name as it is sent (RFC 6265bis, section 4.1.3). In another spelling, another host can
     * set the cookie, so that it must not count as one with the prefix.
     */
    private static String decodedName(String sentName) {
        String decoded = CookieText.decode(sentName);
        return PREFIX.matcher(decoded).lookingAt() ? sentName : decoded;
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

    /** {@return the value of a cookie as it was sent; empty when the cookie is missing or empty} */
    public Optional<String> value(String name) {
        Pair pair = pair(name); // the sent name is not needed here
        return pair == null || pair.value() == pair.end() ? Optional.empty() : Optional.of(pair.cookieValue());
    }

    /** {@return all cookies in the order in which they were sent; several may have the same name} */
    public List<Cookie> all() {
        return pairs().stream().map(Pair::cookie).toList();
    }

    /** {@return the effective cookies: of several with the same name, the first} */
    public Collection<Cookie> effective() {
        Map<String, Cookie> first = new LinkedHashMap<>();
        all().forEach(cookie -> first.putIfAbsent(cookie.name(), cookie));
        return first.values();
    }
}
