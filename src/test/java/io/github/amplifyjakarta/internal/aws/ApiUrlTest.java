package io.github.amplifyjakarta.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path that came from outside stays below its endpoint. */
class ApiUrlTest {

    private static final URI STAGE = URI.create("https://api.example.com/dev");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@evil.example.com/",
                ".evil.example.com/",
                ":8443/",
                "https://evil.example.com/",
                "//evil.example.com/",
                "/\\evil",
                "\\\\evil.example.com",
                "/a\r\nHost: evil",
                "/a b",
                "/%",
                "/%zz",
                "/\u0000",
                "/[x]|^`{}\"<>",
                "/\ud800"
            })
    void keepsTheHostOfTheEndpoint(String path) {
        for (URI endpoint :
                new URI[] {STAGE, URI.create("https://api.example.com"), URI.create("https://api.example.com/")}) {
            URI uri = ApiUrl.of(endpoint, path, Map.of());
            assertEquals("api.example.com", uri.getHost(), path);
            assertEquals(-1, uri.getPort(), path);
            assertTrue(uri.getRawPath().startsWith(endpoint.getRawPath()), uri.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../prod",
                "/a/../../prod",
                "/.",
                "/%2e%2e/prod",
                "/%2E./prod",
                "..",
                "/a/..?x=1",
                "/a/%2e#f"
            })
    void refusesPathsThatLeaveTheStage(String path) {
        assertThrows(ApiException.class, () -> ApiUrl.of(STAGE, path, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "items, /dev/items",
        "/items, /dev/items",
        "/items?a=1&a=2&z=%C3%BC, /dev/items?a=1&a=2&z=%C3%BC",
        "/it ems/ü, /dev/it%20ems/%C3%BC",
        "/a%20b, /dev/a%20b",
        "/100%, /dev/100%25",
        "//a//b, /dev//a//b",
        "?q=a+b, /dev?q=a%20b",
        "/..a/b..c, /dev/..a/b..c"
    })
    void encodesPathsOnce(String path, String expected) {
        assertEquals(
                "https://api.example.com" + expected,
                ApiUrl.of(STAGE, path, Map.of()).toString());
    }

    @ParameterizedTest
    @CsvSource({"https://api.example.com/v1?base=1, /v1/items?base=1&x=2", "https://api.example.com/v1/, /v1/items?x=2"
    })
    void keepsThePathAndQueryOfTheEndpoint(URI endpoint, String expected) {
        assertEquals(
                "https://api.example.com" + expected,
                ApiUrl.of(endpoint, "/items", Map.of("x", List.of("2"))).toString());
    }
}
