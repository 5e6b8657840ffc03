package io.github.amplifyjakarta.internal.aws;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers that an application sets (RFC 9110, section 5). */
public final class Headers {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t -~]*");

    /** Headers that belong to the connection or to the signature. */
    private static final Set<String> NOT_THE_APPLICATIONS =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade", "x-amz-date");

    private static final Pattern JSON_TYPE = Pattern.compile("(?i)application/(?:[\\w.-]+\\+)?json\\b.*");

    private final Map<String, String> headers;

    public Headers() {
        this(Map.of());
    }

    public Headers(Map<String, String> headers) {
        this.headers = new HashMap<>(headers);
    }

    public void set(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw ApiErrors.invalid("The header \"" + name + "\" has no name that HTTP allows.");
        }
        requireValue(name, value);
        String lower = name.toLowerCase(Locale.ROOT);
        if (NOT_THE_APPLICATIONS.contains(lower)) {
            throw ApiErrors.invalid("The header " + name + " is not the application's to set.");
        }
        headers.put(lower, value.strip());
    }

    /** The message omits the value, which may be a secret. */
    public static String requireValue(String name, String value) {
        if (!VALUE.matcher(value).matches()) {
            throw ApiErrors.invalid("The value of the header " + name + " cannot travel, expected printable ASCII.");
        }
        return value;
    }

    public boolean has(String name) {
        return !headers.getOrDefault(name, "").isEmpty();
    }

    public Map<String, String> toMap() {
        return new HashMap<>(headers);
    }

    public Headers copy() {
        return new Headers(headers);
    }

    public boolean isEmpty() {
        return headers.isEmpty();
    }

    /** The application may set another JSON type. Any other type would be wrong for JSON. */
    public static void setJsonType(Map<String, String> headers) {
        String given = headers.get("content-type");
        if (given == null || !JSON_TYPE.matcher(given).matches()) {
            headers.put("content-type", "application/json; charset=UTF-8");
        }
    }
}
