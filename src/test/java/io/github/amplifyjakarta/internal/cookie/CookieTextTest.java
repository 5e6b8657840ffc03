package io.github.amplifyjakarta.internal.cookie;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The letters of js-cookie 3; whole names and values are in the golden replays. */
class CookieTextTest {

    /** All of ASCII that can be seen. */
    private static final String VISIBLE =
            " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    @Test
    void encodesNames() {
        assertEquals(
                "%20!%22#$%25&'%28%29*+%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D^_`"
                        + "abcdefghijklmnopqrstuvwxyz%7B|%7D~",
                CookieText.encodeName(VISIBLE));
    }

    @Test
    void encodesValues() {
        assertEquals(
                "%20!%22#$%25&'()*+%2C-./0123456789:%3B<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[%5C]^_`"
                        + "abcdefghijklmnopqrstuvwxyz{|}~",
                CookieText.encodeValue(VISIBLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a b;c\r\nd\u0000", "\u007f\u0080\u00e9\u20ac", "\ud83d\ude00", "100%", "%41"})
    void decodesWhatItEncoded(String text) {
        assertEquals(text, CookieText.decode(CookieText.encodeName(text)));
        assertEquals(text, CookieText.decode(CookieText.encodeValue(text)));
    }

    @Test
    void encodesControlAndNonAsciiCharactersInUtf8() {
        assertEquals(
                "%00%0D%0A%7F%C2%80%C3%A9%F0%9F%98%80", CookieText.encodeValue("\0\r\n\u007f\u0080\u00e9\ud83d\ude00"));
    }

    @Test
    void decodesLowerCaseDigits() {
        assertEquals("\u00e9/x", CookieText.decode("%c3%a9%2fx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "a%", "a%4", "%4", "%zz", "%4g", "%g4", "ok%20%", "%ff", "%c3", "%20%c3%28", "\u00e9%c3"})
    void keepsMalformedEscapes(String text) {
        assertEquals(text, CookieText.decode(text));
    }

    @Test
    void decodesAnEscapeAtTheEnd() {
        assertEquals(" A", CookieText.decode("%20%41"));
    }
}
