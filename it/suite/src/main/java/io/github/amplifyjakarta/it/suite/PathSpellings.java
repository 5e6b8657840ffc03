package io.github.amplifyjakarta.it.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Other spellings of protected paths: what somebody sends who looks for a way around. Seeded, so that a run can be repeated. */
final class PathSpellings {

    /** Protected in the application {@code paths}, each below its context root. */
    private static final List<String> TARGETS = List.of(
            "/protected/page.txt",
            "/protected/page.jsp",
            "/protected/view.xhtml",
            "/protected/view.jsf",
            "/protected/",
            "/faces/protected/view.xhtml",
            "/faces/protected/page.txt",
            "/Überblick/page.txt",
            "/view.xhtml",
            "/view.jsf",
            "/view",
            "/faces/view.xhtml",
            "/faces/view",
            "/welcome/",
            "/welcome/index.html",
            "/jsp-welcome/",
            "/jsp-welcome/index.jsp",
            "/notes.txt",
            "/content/x",
            "/exact",
            "/api/inner",
            "/api/v1/inner",
            "/api/v2/inner",
            "/api/v3/inner",
            "/api/outer",
            "/forwarded/inner",
            "/dispatched/inner",
            "/api/tree/oak",
            "/api/tree/oak/leaf",
            "/api/members",
            "/api/members/7");

    /** What readers treat in different ways, wherever it stands. */
    private static final List<String> INSERTED = List.of(
            ";",
            ";x",
            ";x=y",
            ";x=y/z",
            ";/",
            ";jsessionid=1",
            ";jsessionid=1/x",
            ";jsessionid=1;x",
            "%3B",
            "%3bx=1",
            ";%C2%85x",
            ";%E2%80%A8x",
            ";%E2%80%A9=",
            ";%7f",
            ";%2fy",
            ";%2Fy/..",
            ";%5c",
            ";a=%2e%2e",
            ";=,",
            ";,",
            "..;/",
            "/..;/",
            "/..;x=1/",
            "/.;/",
            "/;/",
            ";/../",
            "/;x/../",
            "/./",
            "/../",
            "//",
            "///",
            "/.",
            "/..",
            "./",
            "../",
            "/x/../",
            "/x/./../",
            "/x//../",
            "/..//",
            "/%2e/",
            "/%2e%2e/",
            "/%2E%2e/",
            "/.%2e/",
            "/%252e%252e/",
            "/%252e/",
            "%2e",
            "/...",
            "/%2e%2e;/",
            "/%252e%252e;x/",
            "%2F",
            "%2f",
            "%252f",
            "%25252f",
            "%5C",
            "%5c",
            "%255c",
            "\\",
            "\\\\",
            "/\\",
            "\\/",
            "%u002f",
            "%u002e",
            "%uff0f",
            "%00",
            "%00.txt",
            "%0a",
            "%0d",
            "%0d%0a",
            "%09",
            "%08",
            "%1f",
            "%20",
            "%2520",
            "+",
            "%2b",
            "%7f",
            "%25",
            "%2500",
            ".",
            "..",
            "%2e",
            " ",
            "%20.",
            ".%20",
            "::$DATA",
            "%3a%3a$DATA",
            "~1",
            "%c2%a0",
            "%e3%80%80",
            "%C2%85",
            "%C2%AD",
            "%E2%80%8B",
            "%E2%80%8D",
            "%E2%80%A8",
            "%E2%80%A9",
            "%E2%80%AE",
            "%EF%BB%BF",
            "%F3%A0%80%81",
            "%EF%BC%8F",
            "%EF%BC%8E",
            "%E2%81%84",
            "%E2%88%95",
            "%C0%AF",
            "%c0%ae",
            "%E0%80%AF",
            "%F0%80%80%AF",
            "%c1%9c",
            "%ED%A0%80",
            "%F5%80%80%80",
            "%80",
            "%ff",
            "%C3",
            "%",
            "%%",
            "%zz",
            "%6",
            "%u0061",
            "%2",
            "\u0085",
            "\u00ad",
            "\u2028",
            "?",
            "?/",
            "%3f",
            "%3F.css",
            "#",
            "%23",
            "%23/",
            ".css",
            ".jsf",
            ".xhtml",
            ".jsp",
            ".json",
            "/.css",
            ";.css",
            "%26",
            "@",
            ":",
            ",",
            "|",
            "\"",
            "'",
            "<",
            "^",
            "`",
            "{x}",
            "*",
            "%2a",
            "!",
            "$");

    /** What may stand before the whole path. */
    private static final List<String> BEFORE = List.of(
            "/",
            "//",
            "/.",
            "/./",
            "/../",
            "/;/",
            "/;x",
            "/%2e",
            "/%2f",
            "/\\",
            "/x/..",
            "/x/../",
            "/open/..",
            "/open/..;",
            "/open;/..",
            "/open/..;/",
            "/open/%2e%2e",
            "/open%2f..",
            "/open/%252e%252e",
            "/faces",
            "/faces/faces",
            "/faces/",
            "/open/%2e%2e;",
            "/api/..",
            "/api/../",
            "/WEB-INF/..",
            "http://localhost",
            "http://localhost/x/..",
            "//localhost",
            "/%20",
            "/%00",
            "/\u0085",
            "*");

    private final Random random;
    private final String contextPath;

    /**
     * @param contextPath the context root of the application {@code paths}, empty for the root
     */
    PathSpellings(long seed, String contextPath) {
        this.random = new Random(seed);
        this.contextPath = contextPath;
    }

    /** {@return the paths as they are written plainly} */
    List<String> plain() {
        return TARGETS.stream().map(target -> contextPath + encoded(target)).toList();
    }

    /** {@return another spelling of one of the paths, as it goes into the request line} */
    String next() {
        String path = contextPath + encoded(any(TARGETS));
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            path = mutated(path);
        }
        return path;
    }

    private String mutated(String path) {
        int at = random.nextInt(path.length() + 1);
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> path.substring(0, at) + any(INSERTED) + path.substring(at);
            case 3, 4 -> atSegment(path, any(INSERTED));
            case 5 -> any(BEFORE) + path;
            case 6 -> contextPath + any(BEFORE) + path.substring(Math.min(contextPath.length(), path.length()));
            case 7 -> encodeOne(path, 1 + random.nextInt(3));
            case 8 -> encodeAll(path);
            case 9 -> random.nextBoolean() ? path.toUpperCase(Locale.ROOT) : swapCase(path, at);
            case 10 -> path + any(INSERTED);
            case 11 -> // as long as the context root, for who cuts off so many characters
                contextPath + "/../" + "z".repeat(random.nextInt(contextPath.length() + 2))
                        + path.substring(Math.min(contextPath.length(), path.length()));
            default -> replaced(path);
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String atSegment(String path, String inserted) {
        List<Integer> ends = new ArrayList<>(List.of(path.length()));
        for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
            ends.add(i);
        }
        int at = any(ends);
        return path.substring(0, at) + inserted + path.substring(at);
    }

    private String encodeOne(String path, int times) {
        int at = random.nextInt(path.length());
        String encoded = hex(path.charAt(at));
        for (int i = 1; i < times; i++) {
            encoded = encoded.replace("%", "%25");
        }
        return path.substring(0, at) + encoded + path.substring(at + 1);
    }

    private String encodeAll(String path) {
        boolean separators = random.nextBoolean();
        StringBuilder all = new StringBuilder();
        path.chars()
                .forEach(c -> all.append(
                        (c == '/' && !separators) || (c == '%') || c > 0x7f
                                ? String.valueOf((char) c)
                                : hex((char) c)));
        return all.toString();
    }

    private String hex(char c) {
        return String.format(random.nextBoolean() ? "%%%02x" : "%%%02X", (int) c & 0xff);
    }

    private static String swapCase(String path, int at) {
        if (at >= path.length()) {
            return path;
        }
        char c = path.charAt(at);
        char swapped = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
        return path.substring(0, at) + swapped + path.substring(at + 1);
    }

    /** A letter that some reader takes for the same. */
    private String replaced(String path) {
        return switch (random.nextInt(6)) {
            case 0 -> path.replace("i", "%C4%B1");
            case 1 -> path.replace("i", "%C4%B0");
            case 2 -> path.replace("s", "%C5%BF");
            case 3 -> path.replace("%C3%9C", "U%CC%88");
            case 4 -> path.replace("/", "%EF%BC%8F");
            default -> path.replace(".", "%E3%80%82");
        };
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(UTF_8)) {
            encoded.append(b < 0 ? String.format("%%%02X", b & 0xff) : String.valueOf((char) b));
        }
        return encoded.toString();
    }
}
