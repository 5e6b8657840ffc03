package io.github.amplifyjakarta.it.ownaws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private final Redaction redaction = new Redaction(List.of("Proof-Secret-42", ""));

    @Test
    void takesOutSecretsWhereverTheyStand() {
        assertEquals(
                "the password is <redacted>, twice <redacted>",
                line("the password is Proof-Secret-42, twice Proof-Secret-42"));
    }

    @Test
    void takesOutTokens() {
        assertEquals("accessToken=<token> end", line("accessToken=eyJhbGciOi.eyJzdWIi.sig-nature_ end"));
    }

    @Test
    void takesOutQueriesOfUrls() {
        assertEquals(
                "at https://b.s3.amazonaws.com/public/a.txt?… now",
                line("at https://b.s3.amazonaws.com/public/a.txt?X-Amz-Signature=abc&X-Amz-Security-Token=def now"));
    }

    @Test
    void makesOneLineOfLimitedLength() {
        assertEquals("one two", line(" one\n\n  two\n"));
        assertEquals(501, line("word ".repeat(500)).length());
    }

    private String line(String text) {
        return redaction.line(text);
    }
}
