package io.github.amplifyjakarta.internal.graphql;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The document of an operation with one field. All arguments of the field are variables. */
final class ModelDocument {

    private final OperationKind kind;
    private final String field;
    private final String selection;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Set<String> conditions = new HashSet<>();

    /** @param selection the selection set with its braces; empty for a scalar */
    ModelDocument(OperationKind kind, String field, String selection) {
        this.kind = kind;
        this.field = field;
        this.selection = selection;
    }

    ModelDocument argument(String name, String type) {
        types.put(name, type);
        return this;
    }

    /**
     * Adds an argument that is only declared when it has a value. If AppSync did not know its type, all other calls
     * would fail too.
     */
    ModelDocument condition(String name, String type) {
        conditions.add(name);
        return argument(name, type);
    }

    /** Adds a variable for an argument below the field. */
    ModelDocument variable(String name, String type) {
        variables.put(name, type);
        return this;
    }

    /** {@return the names of the arguments} */
    Set<String> arguments() {
        return Collections.unmodifiableSet(types.keySet());
    }

    String field() {
        return field;
    }

    /**
     * {@return the document to send}
     *
     * @param given the names of the arguments with a value
     */
    GraphQlDocument declaring(Set<String> given) {
        List<Map.Entry<String, String>> declared = types.entrySet().stream()
                .filter(type -> !conditions.contains(type.getKey()) || given.contains(type.getKey()))
                .toList();
        String all = joined(
                Stream.concat(declared.stream(), variables.entrySet().stream()).toList(), " (", "$%s: %s");
        String arguments = joined(declared, "(", "%1$s: $%1$s");
        return new GraphQlDocument(
                kind, kind + all + " { " + field + arguments + (selection.isEmpty() ? "" : " " + selection) + " }");
    }

    private static String joined(List<Map.Entry<String, String>> declared, String open, String format) {
        return declared.isEmpty()
                ? ""
                : declared.stream()
                        .map(type -> String.format(format, type.getKey(), type.getValue()))
                        .collect(Collectors.joining(", ", open, ")"));
    }
}
