package io.github.amplifyjakarta.internal.cookie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookieTest {

    private static final Attributes ALL = new Attributes(
            Optional.of("example.com"),
            "strict",
            true,
            true,
            Optional.of(3600L),
            Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
            "/app");

    private static final Attributes FEWEST = Attributes.of("none");

    @Test
    void rendersEveryAttribute() {
        assertEquals(
                "a%20b=c%20d; Path=/app; Expires=Fri, 01 Jan 2027 00:00:00 GMT; Max-Age=3600; Domain=example.com; Secure;"
                        + " HttpOnly; SameSite=strict",
                SetCookie.set("a b", "c d", ALL).render());
    }

    @Test
    void omitsAttributesThatAreNotSet() {
        assertEquals(
                "a=b; Path=/; SameSite=none", SetCookie.set("a", "b", FEWEST).render());
    }

    /** RFC 6265, section 5.3: the cookie that goes has the same name, Domain and Path. */
    @Test
    void rendersDeletionsWithTheSameAttributes() {
        assertEquals(
                "a%40b=; Path=/app; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Domain=example.com; Secure; HttpOnly;"
                        + " SameSite=strict",
                SetCookie.delete("a%40b", ALL).render());
    }

    @Test
    void changesPathAndDomain() {
        assertEquals(
                "a=; Path=/x; SameSite=none",
                SetCookie.set("a", "", FEWEST.below("/x")).render());
        assertEquals(Optional.empty(), ALL.ofThisHost().domain());
        assertEquals(ALL.path(), ALL.ofThisHost().path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a=b", "a\nb", "a\0b", "a\u007fb"})
    void rejectsInvalidNames(String name) {
        assertThrows(IllegalArgumentException.class, () -> SetCookie.delete(name, FEWEST));
    }

    @Test
    void redactsValuesInText() {
        assertEquals(
                "SetCookie[a, <redacted>]", SetCookie.set("a", "secret", FEWEST).toString());
        assertEquals("SetCookie[a, deleted]", SetCookie.delete("a", FEWEST).toString());
    }
}
