package io.github.amplifyjakarta.internal.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The document of an operation with one field, whose arguments are all variables. */
final class ModelDocument {

    private final OperationKind kind;
    private final String field;
    private final String selection;
    private final Map<String, String> types = new LinkedHashMap<>();

    /**
     * @param selection the braces with what is asked for; empty for a scalar
     */
    ModelDocument(OperationKind kind, String field, String selection) {
        this.kind = kind;
        this.field = field;
        this.selection = selection;
    }

    ModelDocument argument(String name, String type) {
        types.put(name, type);
        return this;
    }

    /** {@return the names of its arguments} */
    Set<String> arguments() {
        return Collections.unmodifiableSet(types.keySet());
    }

    String field() {
        return field;
    }

    @Override
    public String toString() {
        String declared = types.isEmpty() ? "" : " (" + joined("$%s: %s") + ")";
        String used = types.isEmpty() ? "" : "(" + joined("%1$s: $%1$s") + ")";
        return kind + declared + " { " + field + used + (selection.isEmpty() ? "" : " " + selection) + " }";
    }

    private String joined(String format) {
        return types.entrySet().stream()
                .map(type -> String.format(format, type.getKey(), type.getValue()))
                .collect(Collectors.joining(", "));
    }
}
