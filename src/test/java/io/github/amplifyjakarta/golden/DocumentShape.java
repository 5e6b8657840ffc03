package io.github.amplifyjakarta.golden;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A document of one operation in a form in which the order of variables, arguments and fields does not count. */
final class DocumentShape {

    private static final Pattern TOKEN = Pattern.compile("[_A-Za-z]\\w*|\\$[_A-Za-z]\\w*|[{}()\\[\\]:!]");

    private static final Pattern CONDITION = Pattern.compile("\\$(\\w+)\\s*:\\s*Model\\w+KeyConditionInput\\b");

    private final Deque<String> tokens;

    private DocumentShape(String document) {
        tokens = new ArrayDeque<>(
                TOKEN.matcher(document).results().map(MatchResult::group).toList());
    }

    /**
     * {@return a document without the conditions on a sort key that have no value} Named difference: Amplify declares them all.
     * Ours declares those with a value, so that a type that AppSync does not know cannot fail the other calls.
     *
     * @param given the names of the variables that have a value
     */
    static String withoutUnusedConditions(String document, Set<String> given) {
        String without = document;
        for (MatchResult condition : CONDITION.matcher(document).results().toList()) {
            String name = condition.group(1);
            if (!given.contains(name)) {
                without = without.replace(condition.group(), "")
                        .replaceFirst("\\b" + name + "\\s*:\\s*\\$" + name + "\\b", "");
            }
        }
        return without;
    }

    static String of(String document) {
        DocumentShape shape = new DocumentShape(document);
        // the short form of a query (GraphQL specification, section 2.3)
        String kind = "{".equals(shape.tokens.peek()) ? "query" : shape.tokens.pop();
        TreeMap<String, String> variables = new TreeMap<>();
        if ("(".equals(shape.tokens.peek())) {
            shape.tokens.pop();
            while (!")".equals(shape.tokens.peek())) {
                variables.put(shape.tokens.pop(), shape.type());
            }
            shape.tokens.pop();
        }
        String all = kind + " " + variables + " " + shape.selection();
        if (!shape.tokens.isEmpty()) {
            throw new IllegalArgumentException("behind the operation: " + shape.tokens);
        }
        return all;
    }

    private String type() {
        StringBuilder type = new StringBuilder();
        while (!tokens.peek().startsWith("$") && !tokens.peek().equals(")")) {
            type.append(tokens.pop());
        }
        return type.toString();
    }

    private String selection() {
        tokens.pop(); // the opening brace
        List<String> fields = new ArrayList<>();
        while (!"}".equals(tokens.peek())) {
            StringBuilder field = new StringBuilder(tokens.pop());
            if ("(".equals(tokens.peek())) {
                tokens.pop();
                TreeMap<String, String> arguments = new TreeMap<>();
                while (!")".equals(tokens.peek())) {
                    String name = tokens.pop();
                    tokens.pop(); // the colon
                    arguments.put(name, tokens.pop());
                }
                tokens.pop();
                field.append(arguments);
            }
            if ("{".equals(tokens.peek())) {
                field.append(selection());
            }
            fields.add(field.toString());
        }
        tokens.pop();
        return fields.stream().sorted().collect(Collectors.joining(" ", "{", "}"));
    }
}
