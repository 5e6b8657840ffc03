package io.github.amplifyjakarta.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The page that leads on after a sign-in. */
class RedirectPageTest {

    @Test
    void escapesScriptsInPagesAndTargets() {
        String target = "/home?x='\"</script><b>&y=\u2028ü";
        String html = RedirectPage.to(target, List.of()).body();
        assertFalse(html.contains("<b>") || html.contains("x='"), html);
        assertTrue(html.contains("y=\\u2028"), "a line end in JavaScript before 2019");
        assertTrue(html.contains("%27&quot;&lt;/script&gt;"), html);
        assertTrue(html.contains("\\u0027\\u0022\\u003c/script\\u003e"), html);
        String location = ShortCircuitResponse.redirect(302, "/x\r\nSet-Cookie: a=b ü", List.of())
                .location()
                .orElseThrow();
        assertEquals("/x%0D%0ASet-Cookie:%20a=b%20%C3%BC", location);
    }
}
