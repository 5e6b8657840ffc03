package io.github.amplifyjakarta.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    private static final PathExceptions EVERYTHING = new PathExceptions(true, true, true);

    private static RequestPath read(String raw) {
        return RequestPath.ofUri(raw, PathExceptions.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/ / /",
                "/account /account /account",
                "/account/ /account /account",
                "/Account/x /Account/x /account/x",
                "/%61ccount /account /account",
                "/%41ccount /Account /account",
                "/caf%C3%A9 /café /café",
                "/cafe%CC%81 /cafe\u0301 /café",
                "/%F0%9F%98%80 /😀 /😀",
                "/%E2%84%AA /\u212a /k",
                "/x. /x. /x",
                "/x./y /x./y /x/y",
                "/x.txt /x.txt /x.txt",
                "/a+b /a+b /a+b",
                "/urn:isbn:1 /urn:isbn:1 /urn:isbn:1",
                "/c%23 /c# /c#",
                "/page;jsessionid=Ab1.node-1 /page /page",
                "/;jsessionid=1 / /",
                "/folder/;jsessionid=1 /folder /folder"
            })
    void readsUnambiguousPaths(String raw, String exact, String folded) {
        RequestPath path = read(raw);
        assertEquals(Optional.empty(), path.ambiguity());
        assertEquals(exact, path.exact());
        assertEquals(folded, path.folded());
    }

    @Test
    void foldsBlanksAtTheEndOfAName() {
        assertEquals("/a b/c", read("/a%20b%20./c").folded());
        assertEquals("/a b ./c", read("/a%20b%20./c").exact());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "account",
                "*",
                "//account",
                "/account//x",
                "/account//",
                "/./account",
                "/x/../account",
                "/x/...",
                "/x/%2e%2e/account",
                "/x/%20/account",
                "/x/.%20./account",
                "/account%2Fx",
                "/account%2fx",
                "/account#",
                "/account#x",
                "/account\\x",
                "/account%5Cx",
                "/account%25",
                "/%2561ccount",
                "/account;x",
                "/account;/x",
                "/account;jsessionid=1/x",
                "/account;jsessionid=1;x",
                "/account;jsessionid=%31",
                "/account;JSESSIONID=1",
                "/account%3Bx",
                "/account%00",
                "/account%0A",
                "/account%7F",
                "/account\n",
                "/account\u007f",
                "/account x",
                "/account%C2%85",
                "/account%C2%AD",
                "/account%E2%80%A8x",
                "/account%E2%80%A9",
                "/account%E2%80%8B",
                "/account%E2%80%AE",
                "/account%EF%BB%BF",
                "/account%F3%A0%80%81",
                "/caf\u00e9",
                "/account\u0085",
                "/account%zz",
                "/account%6",
                "/account%",
                "/account%u0061",
                "/account%C0%AF",
                "/account%C1%81",
                "/account%E0%80%AF",
                "/account%F0%80%80%AF",
                "/account%ED%A0%80",
                "/account%F4%90%80%80",
                "/account%F5%80%80%80",
                "/account%80",
                "/account%C3",
                "/account%C3x",
                "/account%C3%28"
            })
    void refusesAmbiguousPaths(String raw) {
        assertTrue(read(raw).ambiguity().isPresent(), raw);
    }

    @Test
    void allowsNamedExceptions() {
        assertEquals("/100%.png", RequestPath.ofUri("/100%25.png", EVERYTHING).exact());
        assertEquals("/a/b", RequestPath.ofUri("/a%2Fb", EVERYTHING).exact());
        assertEquals("/a/b", RequestPath.ofUri("/a;x=1/b;y", EVERYTHING).exact());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%2541",
                "/%25%34%31",
                "/a%2F%2Fb",
                "/a%2F..%2Fb",
                "/a;x=%2Fb",
                "/;x/a",
                "/a;%0A/b",
                "/a%3Bx",
                "/a;\\b"
            })
    void keepsNamedExceptionsNarrow(String raw) {
        assertTrue(RequestPath.ofUri(raw, EVERYTHING).ambiguity().isPresent(), raw);
    }

    @Test
    void readsDecodedPaths() {
        assertEquals(
                "/a b/é", RequestPath.ofDecoded("/a b/é", PathExceptions.NONE).exact());
        assertEquals("/a/b", RequestPath.ofDecoded("/a%2Fb", EVERYTHING).exact());
        for (String decoded :
                new String[] {"/a%2Fb", "/a;b", "/a\\b", "/a//b", "/a/../b", "/a\u0085", "/a\ud800", "a"}) {
            assertTrue(
                    RequestPath.ofDecoded(decoded, PathExceptions.NONE)
                            .ambiguity()
                            .isPresent(),
                    decoded);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/shop/account /shop /account",
                "/shop /shop /",
                "/shop/ /shop /",
                "/%73hop/Account /shop /Account",
                "/Shop/x /Shop /x",
                "/caf%C3%A9/x /café /x",
                "/caf%C3%A9/x /caf%C3%A9 /x"
            })
    void readsThePathBelowTheContextRoot(String raw, String contextPath, String below) {
        RequestPath path = read(raw).below(contextPath);
        assertEquals(Optional.empty(), path.ambiguity());
        assertEquals(below, path.exact());
        assertEquals(RequestPath.fold(below), path.folded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shopping/x", "/x", "/", "/SHOP/x"})
    void refusesPathsThatAreNotBelowTheContextRoot(String raw) {
        assertTrue(read(raw).below("/shop").ambiguity().isPresent(), raw);
    }

    /** Every name, encoded as browsers encode it, is read as it was written. */
    @Test
    void readsEveryUnambiguousName() {
        Random random = new Random(20_261_129);
        for (int i = 0; i < 20_000; i++) {
            String name = "n"
                    + IntStream.generate(() -> codePoint(random))
                            .limit(random.nextInt(12))
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
            RequestPath path = read("/" + encoded(name));
            assertEquals(Optional.empty(), path.ambiguity(), name);
            assertEquals("/" + name, path.exact());
            assertEquals(
                    "/" + name,
                    RequestPath.ofDecoded("/" + name, PathExceptions.NONE).exact());
        }
    }

    private static int codePoint(Random random) {
        while (true) {
            int codePoint = random.nextInt(4) == 0 ? random.nextInt(0x20000) : random.nextInt(0x500);
            int type = Character.getType(codePoint);
            boolean ambiguous = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || "/\\;%".indexOf(codePoint) >= 0;
            if (!ambiguous) {
                return codePoint;
            }
        }
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(
                    Character.isLetterOrDigit(b) && b > 0
                            ? String.valueOf((char) b)
                            : String.format("%%%02X", b & 0xff));
        }
        return encoded.toString();
    }
}
