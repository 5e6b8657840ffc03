package io.github.amplifyjakarta.internal.cookie;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of cookie names and values, exactly as in js-cookie, because Amplify's browser client stores tokens
 * with js-cookie. It applies {@code encodeURIComponent} and then decodes some characters again.
 */
public final class CookieText {

    private static final String UNRESERVED = "-_.!~*'";
    private static final String ALSO_PLAIN_IN_NAMES = "#$&+^`|";
    private static final String ALSO_PLAIN_IN_VALUES = "()#$&+/:<=>?@[]^`{|}";
    private static final String HEX = "0123456789ABCDEF";

    private CookieText() {}

    /** {@return a name as js-cookie writes it} */
    public static String encodeName(String name) {
        return encode(name, ALSO_PLAIN_IN_NAMES);
    }

    /** {@return a value as js-cookie writes it; control characters and {@code ;} are always encoded} */
    public static String encodeValue(String value) {
        return encode(value, ALSO_PLAIN_IN_VALUES);
    }

    private static String encode(String text, String plain) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0 || plain.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** {@return the text before percent-encoding; the text itself when its encoding is invalid} */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int from = 0;
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', from)) {
            bytes.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
            from = at + 3;
            if (from > text.length()) {
                return text;
            }
            int high = Character.digit(text.charAt(at + 1), 16);
            int low = Character.digit(text.charAt(at + 2), 16);
            if (high < 0 || low < 0) {
                return text;
            }
            bytes.write(high << 4 | low);
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return decoded.toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }
}
