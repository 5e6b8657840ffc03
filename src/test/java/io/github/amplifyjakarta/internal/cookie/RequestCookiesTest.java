package io.github.amplifyjakarta.internal.cookie;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.internal.cookie.RequestCookies.Cookie;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCookiesTest {

    /** The longest that is read, in characters, of all Cookie headers together. */
    private static final int LONGEST = 256 * 1024;

    private static List<String> names(RequestCookies cookies) {
        return cookies.all().stream().map(Cookie::name).toList();
    }

    private static List<String> names(String... headers) {
        return names(RequestCookies.parse(List.of(headers)));
    }

    /** RFC 6265bis, section 4.1.3: browsers guard the prefix as it is sent. */
    @Test
    void knowsNamesWithAPrefixInOneSpellingOnly() {
        for (String name : List.of("%5F%5FHost-id", "_%5fHost-id", "__%48ost-id", "__Host%2Did")) {
            RequestCookies cookies = RequestCookies.parse(List.of(name + "=planted"));
            assertEquals(Optional.empty(), cookies.value("__Host-id"), name);
            assertEquals(
                    List.of(name),
                    cookies.effective().stream()
                            .map(RequestCookies.Cookie::name)
                            .toList());
        }
        assertEquals(
                Optional.of("own"),
                RequestCookies.parse(List.of("%5F%5FHost-id=planted; __Host-id=own"))
                        .value("__Host-id"));
    }

    @Test
    void keepsTheOrderOfCookies() {
        assertEquals(List.of("c", "a", "b"), names("c=1; a=2", "b=3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", ";a=1", "a=1;", ";;a=1;;", "  a  =  1  ", "x; a=1; y", "=0; a=1", "\ta=1\t"})
    void readsAPairAmongMalformedOnes(String header) {
        RequestCookies cookies = RequestCookies.parse(List.of(header));
        assertEquals(List.of("a"), names(cookies));
        assertEquals(Optional.of(new Cookie("a", "1")), cookies.find("a"));
    }

    /** A server that splits at another place than we do would see another cookie. */
    @ParameterizedTest
    @ValueSource(
            strings = {"two words=1", "tab\tinside=1", "zero\0inside=1", "delete\u007finside=1", "=1", " =1", "a", ""})
    void ignoresInvalidNames(String header) {
        assertEquals(List.of("b"), names(header + ";b=2"));
        String name = header.strip().split("=", 2)[0];
        assertEquals(
                Optional.empty(), RequestCookies.parse(List.of(header + ";b=2")).find(name));
    }

    @Test
    void readsValuesUpToTheSemicolon() {
        assertEquals(
                Optional.of("{\"a\":1,\"b\"=\"c d\"}"),
                RequestCookies.parse(List.of("clockDrift={\"a\":1,\"b\"=\"c d\"}"))
                        .value("clockDrift"));
    }

    @Test
    void prefersTheFirstCookieOfAName() {
        RequestCookies cookies = RequestCookies.parse(List.of("a%40b=1; a@b=2"));
        assertEquals(Optional.of(new Cookie("a%40b", "1")), cookies.find("a@b"));
        assertEquals(List.of("a@b", "a@b"), names(cookies), "each can be deleted");
    }

    @Test
    void findsCookiesByTheirExactName() {
        RequestCookies cookies = RequestCookies.parse(List.of("ab=1; xa=2; a=3; %61=4; a%=5"));
        assertEquals(Optional.of(new Cookie("a", "3")), cookies.find("a"));
        assertEquals(Optional.of(new Cookie("ab", "1")), cookies.find("ab"));
        assertEquals(Optional.of(new Cookie("a%", "5")), cookies.find("a%"), "not well encoded: as it is");
        assertEquals(Optional.empty(), cookies.find("%61"));
        assertEquals(Optional.empty(), cookies.find("b"));
        assertEquals(List.of("ab", "xa", "a", "a", "a%"), names(cookies));
    }

    @Test
    void redactsValuesInText() {
        RequestCookies cookies = RequestCookies.parse(List.of("a=secret"));
        assertEquals("[Cookie[a]]", cookies.all().toString());
    }

    @Test
    void findsEmptyCookiesWithoutAValue() {
        RequestCookies cookies = RequestCookies.parse(List.of("a="));
        assertEquals(Optional.of(new Cookie("a", "")), cookies.find("a"));
        assertEquals(Optional.empty(), cookies.value("a"));
        assertEquals(Optional.empty(), cookies.value("b"));
    }

    @Test
    void limitsTheLengthOfHeaders() {
        String long1 = "a=" + "x".repeat(LONGEST - 2);
        assertEquals(List.of("a"), names(long1));
        assertEquals(List.of(), names(long1 + "x"));
        assertEquals(List.of("b"), names("b=1", long1));
        assertEquals(List.of("a"), names(long1, "b=1", "c=2"));
    }
}
