package io.github.amplifyjakarta.internal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parameters of a query, in their order (WHATWG URL, "application/x-www-form-urlencoded"). */
public final class QueryString {

    private static final Pattern NO_ENCODING = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final String HEX = "0123456789ABCDEF";

    private record Parameter(String name, String value) {

        String encoded() {
            return encode(name) + "=" + encode(value);
        }
    }

    private final List<Parameter> parameters = new ArrayList<>();

    public static QueryString of(URI uri) {
        return parse(uri.getRawQuery() == null ? "" : uri.getRawQuery());
    }

    /** {@return the parameters of a query; characters that are not percent-encoded represent themselves} */
    public static QueryString parse(String query) {
        QueryString parsed = new QueryString();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                parsed.parameters.add(new Parameter(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1))));
            }
        }
        return parsed;
    }

    private static String decode(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0
                ? text
                : URLDecoder.decode(NO_ENCODING.matcher(text).replaceAll("%25"), UTF_8);
    }

    public void addTo(QueryString other) {
        other.parameters.addAll(parameters);
    }

    /** Replaces the first parameter of a name with values and removes the others, or appends the values. */
    public void set(String name, List<String> values) {
        int at = 0;
        while (at < parameters.size() && !parameters.get(at).name().equals(name)) {
            at++;
        }
        parameters.removeIf(each -> each.name().equals(name));
        parameters.addAll(
                Math.min(at, parameters.size()),
                values.stream().map(value -> new Parameter(name, value)).toList());
    }

    @Override
    public String toString() {
        return parameters.stream().map(Parameter::encoded).collect(Collectors.joining("&"));
    }

    /** SigV4 sorts by the code points of the encoded names and then of the encoded values. */
    public String canonical() {
        return parameters.stream()
                .map(each -> new Parameter(encode(each.name()), encode(each.value())))
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .map(each -> each.name() + "=" + each.value())
                .collect(Collectors.joining("&"));
    }

    /** {@return a text that is percent-encoded except for the unreserved characters of RFC 3986, section 2.3} */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(UTF_8)) {
            char c = (char) (each & 0xff);
            if (isUnreserved(c)) {
                encoded.append(c);
            } else {
                percent(encoded, c);
            }
        }
        return encoded.toString();
    }

    public static void percent(StringBuilder encoded, char octet) {
        encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xf));
    }

    public static boolean isUnreserved(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
