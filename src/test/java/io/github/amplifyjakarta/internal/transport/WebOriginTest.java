package io.github.amplifyjakarta.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The origin of a URI, as browsers write it. */
class WebOriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://a.example.com:65535, https://a.example.com:65535",
        "https://a.example.com:65536,",
        "https://a.example.com:0,",
        "HTTPS://A.example.com:443/x, https://a.example.com",
        "http://a.example.com:80, http://a.example.com",
        "http://a.example.com:443, http://a.example.com:443",
        "https://u@a.example.com,",
        "ftp://a.example.com,",
        "//a.example.com,",
        "https:/a,",
        "a b,",
    })
    void readsTheOriginOfAUri(String uri, String origin) {
        assertEquals(origin, WebOrigin.of(uri).orElse(null));
    }
}
