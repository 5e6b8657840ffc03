package io.github.amplifyjakarta.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.storage.StorageException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of error codes in the documentation: what happened, why, and what helps. */
class ErrorReferenceTest {

    private static final Path TEXTS = Path.of("src/test/resources/docs/errors.properties");

    private static final AmplifyException.Details DETAILS =
            new AmplifyException.Details("name", "message", "suggestion");

    private static final Pattern CODE = Pattern.compile("\"((?:auth|api|storage|config)/[a-z]+(?:-[a-z]+)*)\"");

    /** The token exchange, whose codes get their prefix in one place. */
    private static final Pattern EXCHANGE = Pattern.compile(
            "(?:Finished\\.NotIssued\\(|notYet\\(|INVALID_RESPONSE = |UNREACHABLE = )\\s*\"([\\w-]+)\"");

    private static Properties texts() throws IOException {
        Properties texts = new Properties();
        try (Reader file = Files.newBufferedReader(TEXTS, UTF_8)) {
            texts.load(file);
        }
        return texts;
    }

    /** {@return the codes that the code has} */
    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(each -> each.toString().endsWith(".java")).toList()) {
                String code = Files.readString(source);
                CODE.matcher(code).results().forEach(found -> codes.add(found.group(1)));
                EXCHANGE.matcher(code).results().forEach(found -> codes.add("auth/" + found.group(1)));
            }
        }
        return codes;
    }

    /** {@return the status of the problem document for each reason of an exception} */
    private static Map<String, Integer> statuses() {
        Map<String, Integer> statuses = new LinkedHashMap<>();
        add(statuses, AuthException.Reason.values(), reason -> new AuthException(reason, DETAILS, null));
        add(statuses, SignInException.Reason.values(), reason -> new SignInException(reason, DETAILS, null));
        add(statuses, StorageException.Reason.values(), reason -> new StorageException(reason, DETAILS, null));
        add(
                statuses,
                Arrays.stream(ApiException.Reason.values())
                        .filter(reason -> reason != ApiException.Reason.GRAPHQL) // has an exception of its own
                        .toArray(ApiException.Reason[]::new),
                reason -> new ApiException(reason, DETAILS, null));
        return statuses;
    }

    private static <R> void add(Map<String, Integer> statuses, R[] reasons, Function<R, AmplifyException> exception) {
        for (R reason : reasons) {
            AmplifyException error = exception.apply(reason);
            statuses.put(error.code(), Problem.of(error).status());
        }
    }

    @Test
    void documentsEveryCode() throws IOException {
        Properties texts = texts();
        Set<String> explained = texts.stringPropertyNames().stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ofOAuth = Set.of("auth/invalid-client"); // one example of those that the token endpoint chooses
        Set<String> expected = new TreeSet<>(codes());
        expected.addAll(ofOAuth);
        assertEquals(expected, explained, "the codes of the code, and those that are explained");
        Map<String, Integer> statuses = statuses();
        StringBuilder text = new StringBuilder();
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("auth/", "Sessions and auth routes");
        groups.put("config/", "Configuration");
        groups.put("storage/", "Storage");
        groups.put("api/", "APIs");
        groups.forEach((prefix, title) -> {
            text.append("\n## ").append(title).append("\n");
            inOrder(explained, statuses.keySet()).stream()
                    .filter(code -> code.startsWith(prefix))
                    .forEach(code -> text.append(entry(code, statuses, texts)));
        });
        new GeneratedSection(Path.of("docs/errors.md"), "codes").check(text.toString());
    }

    /** Those of exceptions first, in the order of their reasons. */
    private static List<String> inOrder(Set<String> codes, Set<String> ofExceptions) {
        return Stream.concat(ofExceptions.stream().filter(codes::contains), codes.stream())
                .distinct()
                .toList();
    }

    private static String entry(String code, Map<String, Integer> statuses, Properties texts) {
        String status = texts.getProperty(code + ".status", String.valueOf(statuses.get(code)));
        return "\n### `" + code + "`\n\nStatus: " + status + ". " + text(texts, code, "what") + "\n\n- Cause: "
                + text(texts, code, "cause") + "\n- Fix: " + text(texts, code, "fix") + "\n"
                + (texts.containsKey(code + ".page") ? "- A page: " + text(texts, code, "page") + "\n" : "");
    }

    private static String text(Properties texts, String code, String what) {
        String text = texts.getProperty(code + "." + what);
        if (text == null || !text.endsWith(".") && !text.endsWith(").")) {
            throw new AssertionError(code + "." + what + " is \"" + text + "\", expected a sentence");
        }
        return text;
    }
}
