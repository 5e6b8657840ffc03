package io.github.amplifyjakarta.it.ownaws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Table table =
            new Table(new PrintStream(printed, true, UTF_8), new Redaction(List.of("Proof-Secret-42")));

    private String text() {
        return printed.toString(UTF_8).replaceAll(" +\\d+  ", " MS  ");
    }

    @Test
    void passesWithStepsThatAreNotConfigured() {
        table.row("sign-in", () -> Finding.passed("as carol"));
        table.row("upload", "sign-in", () -> Finding.notConfigured("no bucket"));
        table.row("list", "upload", () -> Finding.passed("never"));
        table.foot();
        assertEquals("""
                  sign-in MS  passed: as carol
                  upload MS  not configured: no bucket
                  list MS  not configured: no bucket

                  1 passed, 0 failed, 2 not configured, 0 not run
                """, text());
        assertTrue(table.passed());
    }

    @Test
    void runsNothingThatNeedsAFailedStep() {
        table.row("sign-in", () -> Finding.failed("Proof-Secret-42 is wrong"));
        table.row("renewal", "sign-in", () -> Finding.passed("never"));
        assertEquals("""
                  sign-in MS  failed: <redacted> is wrong
                  renewal MS  not run: it needs the step "sign-in"
                """, text());
        assertFalse(table.passed());
    }

    @Test
    void turnsExceptionsIntoReasons() {
        table.row("one", () -> {
            throw new IOException("no connection");
        });
        table.row("two", () -> {
            throw new IllegalStateException(
                    "Error {\n  message='net::ERR_NAME_NOT_RESOLVED at https://a.example/x?state=1\n  name='Error\n"
                            + "  stack='Error: at driver.js\n}\nCall log:\n- navigating to \"https://a.example/x?state=1\"");
        });
        assertEquals("""
                  one MS  failed: IOException: no connection
                  two MS  failed: IllegalStateException: net::ERR_NAME_NOT_RESOLVED at https://a.example/x?… Call log:\
                 - navigating to "https://a.example/x?…"
                """, text());
        assertFalse(table.passed());
    }

    @Test
    void readsAnswersOfTheApplication() {
        assertEquals(Finding.passed("3 bytes"), Finding.answered(200, "passed\n3 bytes"));
        assertEquals(Finding.notConfigured("no bucket"), Finding.answered(200, "not configured\nno bucket"));
        assertEquals(
                Finding.failed("the application answered 503: {\"code\":\"auth/could-not-check\"}"),
                Finding.answered(503, "{\"code\":\"auth/could-not-check\"}"));
        assertEquals(
                Finding.failed("the application answered 500: passed\nnever"), Finding.answered(500, "passed\nnever"));
    }
}
