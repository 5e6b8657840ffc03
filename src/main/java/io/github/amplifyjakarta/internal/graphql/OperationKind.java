package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kind of a document's first operation (GraphQL specification, section 2.3). */
enum OperationKind {
    QUERY,
    MUTATION;

    /** Comments, strings, names and single characters. This is sufficient to find the operations. */
    private static final Pattern TOKEN = Pattern.compile(
            "#[^\\n\\r]*|\"\"\"(?:\\\\\"\"\"|[^\"\\\\]|\\\\|\"{1,2}(?!\"))*+\"\"\"|\"(?:\\\\.|[^\"\\\\\\n\\r])*+\"|[_A-Za-z]\\w*|[^\\s,\\uFEFF]");

    static OperationKind of(String document) {
        int depth = 0;
        boolean inFragment = false;
        String first = "";
        for (Matcher token = TOKEN.matcher(document); token.find(); ) {
            String text = token.group();
            switch (text) {
                case "{", "(", "[" -> {
                    if (depth == 0 && text.equals("{") && !inFragment && first.isEmpty()) {
                        first = "query"; // the short form
                    }
                    depth++;
                }
                case "}", ")", "]" -> {
                    depth--;
                    inFragment &= depth > 0 || !text.equals("}");
                }
                case "fragment" -> inFragment |= depth == 0;
                case "query", "mutation", "subscription" -> {
                    if (depth == 0 && !inFragment && first.isEmpty()) {
                        first = text;
                    }
                }
                default -> {
                    if (text.startsWith("\"") && text.length() < 2) {
                        throw syntax("has a text without an end");
                    }
                }
            }
            if (depth < 0) {
                throw syntax("closes more than it opens, at position " + token.start());
            }
        }
        if (depth > 0) {
            throw syntax("ends within " + depth + " open brackets");
        }
        return switch (first) {
            case "query" -> QUERY;
            case "mutation" -> MUTATION;
            case "subscription" ->
                throw ApiErrors.invalid(
                        "InvalidInput",
                        "The document is a subscription, expected a query or a mutation.",
                        "Subscribe in the browser: a server opens no WebSocket for a user.");
            default -> throw syntax("has no operation");
        };
    }

    private static ApiException syntax(String what) {
        return ApiErrors.invalid("GraphQLError", "Syntax Error: the document " + what + ".", "Correct the document.");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
