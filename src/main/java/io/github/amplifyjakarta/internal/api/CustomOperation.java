package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.internal.api.Introspection.Operation;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call of a custom query or mutation. */
final class CustomOperation<T> {

    private final SessionGraphQl client;
    private final Operation operation;
    private final Map<String, ?> arguments;
    private final Class<T> type;

    CustomOperation(SessionGraphQl client, Operation operation, Map<String, ?> arguments, Class<T> type) {
        this.client = client;
        this.operation = operation;
        this.arguments = arguments;
        this.type = type;
    }

    Optional<T> one() {
        return GraphQlAnswer.read(client.json(), send(), type);
    }

    List<T> many() {
        return GraphQlAnswer.readList(client.json(), send(), type);
    }

    private JsonValue send() {
        SelectionSet selection = SelectionSet.ofResult(client.schema(), operation.result(), type);
        String name = operation.result().name();
        ModelDocument document =
                new ModelDocument(operation.kind(), name, selection.isEmpty() ? "" : selection.toString());
        Map<String, Object> variables = new LinkedHashMap<>();
        List<String> missing = operation.arguments().values().stream()
                .filter(argument -> argument.required() && !argument.list() && !arguments.containsKey(argument.name()))
                .map(Introspection.Field::name)
                .toList();
        if (!missing.isEmpty()) {
            throw ApiErrors.invalid(name + " requires arguments '" + String.join("', '", missing) + "'");
        }
        operation.arguments().values().forEach(argument -> {
            document.argument(argument.name(), argument.variableType());
            if (arguments.containsKey(argument.name())) {
                variables.put(argument.name(), arguments.get(argument.name()));
            }
        });
        JsonValue found = client.graphql(document.toString())
                .variables(variables)
                .send()
                .data()
                .get(name);
        return found == null ? JsonValue.NULL : selection.flattened(found);
    }
}
