package io.github.amplifyjakarta.internal.graphql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.api.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What kind of operation a document has. */
class OperationKindTest {

    @Test
    void readsATextOfAnyLength() {
        String text = "x".repeat(1_000_000);
        assertEquals(OperationKind.MUTATION, OperationKind.of("mutation { a(t: \"" + text + "\") }"));
        assertEquals(OperationKind.MUTATION, OperationKind.of("mutation { a(t: \"\"\"" + text + "\"\"\") }"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ a }|QUERY",
                "query Q { a }|QUERY",
                "mutation { a }|MUTATION",
                "{ a } # mutation { b }|QUERY",
                "fragment F on T { mutation } mutation { ...F }|MUTATION",
                "query Q { a(t: \"} mutation {\") } mutation M { b }|QUERY",
                "query Q { mutation }|QUERY",
                "query Q { a(t: \"\"\"block } \"\"\") }|QUERY"
            })
    void tellsAMutationFromAQuery(String document, OperationKind kind) {
        assertEquals(kind, OperationKind.of(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{ a",
                "{ a } }",
                "fragment F on T { a }",
                "subscription { a }",
                "{ a(t: \"x) }",
                "hello"
            })
    void refusesInvalidDocuments(String document) {
        assertThrows(ApiException.class, () -> OperationKind.of(document));
    }
}
