package io.github.amplifyjakarta.internal.cookie;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private volatile @Nullable Map<String, Cookie> parsed;

    /**
     * A cookie as it was sent.
     *
     * @param sentName its name, still encoded
     * @param value its value, still encoded
     */
    public record Cookie(String sentName, String value) {}

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

    private Map<String, Cookie> byName() {
        Map<String, Cookie> known = parsed;
        if (known == null) {
            known = parse();
            parsed = known; // two threads may both do so, with the same result
        }
        return known;
    }

    private Map<String, Cookie> parse() {
        Map<String, Cookie> byName = new LinkedHashMap<>();
        int rest = LONGEST_HEADER;
        for (String header : headers) {
            rest -= header.length();
            if (rest < 0) {
                break;
            }
            int from = 0;
            for (int to = header.indexOf(';'); to >= 0; to = header.indexOf(';', from)) {
                add(header, from, to, byName);
                from = to + 1;
            }
            add(header, from, header.length(), byName);
        }
        return byName;
    }

    private static void add(String header, int from, int to, Map<String, Cookie> byName) {
        int equals = from; // no indexOf, which would look through the rest of the header for each pair without one
        while (equals < to && header.charAt(equals) != '=') {
            equals++;
        }
        if (equals == to) {
            return;
        }
        String name = stripped(header, from, equals);
        if (!name.isEmpty() && isOneWord(name)) {
            byName.putIfAbsent(CookieText.decode(name), new Cookie(name, stripped(header, equals + 1, to)));
        }
    }

    private static String stripped(String text, int from, int to) {
        int first = from;
        int end = to;
        while (first < end && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        while (end > first && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(first, end);
    }

    private static boolean isOneWord(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c) || Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }

    /** {@return the cookie with this name; empty when there is none} */
    public Optional<Cookie> find(String name) {
        return Optional.ofNullable(byName().get(name));
    }

    /** {@return the value of a cookie as it was sent; empty when there is none or it is empty} */
    public Optional<String> value(String name) {
        return find(name).map(Cookie::value).filter(value -> !value.isEmpty());
    }

    /** {@return the decoded names of all cookies, in the order they were sent} */
    public Set<String> names() {
        return byName().keySet();
    }
}
