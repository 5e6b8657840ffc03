package io.github.amplifyjakarta.internal.cookie;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cookies of a request, read from the raw header: the servers' own parsers break values with JSON in them. Names are
 * found by their decoded form, however the writer encoded them; of several with one name the first counts, which is the
 * one with the longest path (RFC 6265, section 5.4).
 */
public final class RequestCookies {

    /** Servers refuse larger headers anyway (431); this bounds the work where one does not. */
    private static final int LONGEST_HEADER = 256 << 10;

    private final Map<String, Cookie> byName = new LinkedHashMap<>();

    /**
     * A cookie as it was sent.
     *
     * @param sentName its name, still encoded
     * @param value its value, still encoded
     */
    public record Cookie(String sentName, String value) {}

    private RequestCookies() {}

    /**
     * {@return the cookies in the Cookie headers of a request}
     *
     * @param headers the headers' values, usually one
     */
    public static RequestCookies parse(List<String> headers) {
        RequestCookies cookies = new RequestCookies();
        int rest = LONGEST_HEADER;
        for (String header : headers) {
            rest -= header.length();
            if (rest < 0) {
                break;
            }
            for (String pair : split(header)) {
                cookies.add(pair);
            }
        }
        return cookies;
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

    private void add(String pair) {
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
        return Optional.ofNullable(byName.get(name));
    }

    /** {@return the value of a cookie as it was sent; empty when there is none or it is empty} */
    public Optional<String> value(String name) {
        return find(name).map(Cookie::value).filter(value -> !value.isEmpty());
    }

    /** {@return the decoded names of all cookies, in the order they were sent} */
    public Set<String> names() {
        return byName.keySet();
    }
}
