package io.github.amplifyjakarta.internal.cookie;

import java.util.ArrayList;
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
            for (String pair : split(header)) {
                add(pair, byName);
            }
        }
        return byName;
    }

    private static List<String> split(String header) {
        List<String> pairs = new ArrayList<>();
        int from = 0;
        for (int to = header.indexOf(';'); to >= 0; to = header.indexOf(';', from)) {
            pairs.add(header.substring(from, to));
            from = to + 1;
        }
        pairs.add(header.substring(from));
        return pairs;
    }

    private static void add(String pair, Map<String, Cookie> byName) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return;
        }
        String name = pair.substring(0, equals).strip();
        String value = pair.substring(equals + 1).strip();
        if (name.isEmpty() || name.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            return;
        }
        byName.putIfAbsent(CookieText.decode(name), new Cookie(name, value));
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
