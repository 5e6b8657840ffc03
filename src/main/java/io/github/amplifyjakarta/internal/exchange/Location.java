package io.github.amplifyjakarta.internal.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Formats the Location header. */
public final class Location {

    private Location() {}

    /**
     * {@return a URI reference in ASCII (RFC 3986); invalid characters are percent-encoded, existing encoding stays}
     */
    public static String encode(String target) {
        StringBuilder encoded = new StringBuilder(target.length());
        for (byte b : target.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            if (c <= 0x20 || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0) {
                encoded.append(String.format("%%%02X", (int) c));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    /** {@return the target with a parameter after its query and before its fragment; unchanged for an empty value} */
    public static String withParameter(String target, String name, String value) {
        if (value.isEmpty()) {
            return target;
        }
        int fragmentAt = target.indexOf('#');
        String fragment = fragmentAt < 0 ? "" : target.substring(fragmentAt);
        String base = fragmentAt < 0 ? target : target.substring(0, fragmentAt);
        return base + (base.contains("?") ? "&" : "?") + name + "=" + URLEncoder.encode(value, UTF_8) + fragment;
    }
}
