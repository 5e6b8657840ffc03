package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.CustomOperations;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.graphql.Introspection.Field;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The custom queries and mutations of the schema, with the same documents as Amplify. */
final class AppSyncOperations implements CustomOperations {

    private final AppSyncClient client;

    AppSyncOperations(AppSyncClient client) {
        this.client = client;
    }

    @Override
    public <T> Operation<Optional<T>> query(String name, Map<String, ?> arguments, Class<T> type) {
        return new Custom<>(client.schema().query(name), arguments, type).one();
    }

    @Override
    public <T> Operation<List<T>> queryList(String name, Map<String, ?> arguments, Class<T> type) {
        return new Custom<>(client.schema().query(name), arguments, type).many();
    }

    @Override
    public <T> Operation<Optional<T>> mutation(String name, Map<String, ?> arguments, Class<T> type) {
        return new Custom<>(client.schema().mutation(name), arguments, type).one();
    }

    @Override
    public <T> Operation<List<T>> mutationList(String name, Map<String, ?> arguments, Class<T> type) {
        return new Custom<>(client.schema().mutation(name), arguments, type).many();
    }

    private final class Custom<T> {

        private final Introspection.Operation operation;
        private final Map<String, ?> arguments;
        private final Class<T> type;
        private final SelectionSet selection;

        Custom(Introspection.Operation operation, Map<String, ?> arguments, Class<T> type) {
            this.operation = operation;
            this.arguments = arguments;
            this.type = type;
            this.selection = SelectionSet.ofResult(client.schema(), operation.result(), type);
        }

        Operation<Optional<T>> one() {
            boolean takesLists =
                    type.isArray() || Collection.class.isAssignableFrom(type) || type.isAssignableFrom(JsonArray.class);
            if (operation.result().list() && !takesLists) {
                throw ApiErrors.invalid(operation.result().name() + " gives a list, which is no " + type.getName()
                        + ": use " + operation.kind() + "List.");
            }
            return operation(found -> GraphQlAnswer.read(client.json(), flattened(found), type));
        }

        Operation<List<T>> many() {
            if (!operation.result().list()) {
                throw ApiErrors.invalid(operation.result().name() + " gives no list: use " + operation.kind() + ".");
            }
            return operation(found -> GraphQlAnswer.readList(client.json(), flattened(found), type));
        }

        private JsonValue flattened(@Nullable JsonValue found) {
            return found == null ? JsonValue.NULL : selection.flattened(found);
        }

        private <R> Operation<R> operation(AppSyncClient.Reader<R> reader) {
            String name = operation.result().name();
            List<String> missing = operation.arguments().values().stream()
                    .filter(argument -> argument.mustBeGiven() && !arguments.containsKey(argument.name()))
                    .map(Field::name)
                    .toList();
            if (!missing.isEmpty()) {
                throw ApiErrors.invalid(name + " requires arguments '" + String.join("', '", missing) + "'");
            }
            Set<String> unknown = new TreeSet<>(arguments.keySet());
            unknown.removeAll(operation.arguments().keySet());
            if (!unknown
                    .isEmpty()) { // an unknown argument would be dropped, and the operation would do more than intended
                throw ApiErrors.invalid(name + " has no arguments '" + String.join("', '", unknown) + "', expected "
                        + operation.arguments().keySet() + ".");
            }
            ModelDocument document =
                    new ModelDocument(operation.kind(), name, selection.isEmpty() ? "" : selection.toString());
            Map<String, Object> variables = new LinkedHashMap<>();
            operation.arguments().values().forEach(argument -> {
                document.argument(argument.name(), argument.variableType());
                if (arguments.containsKey(argument.name())) {
                    variables.put(argument.name(), arguments.get(argument.name()));
                }
            });
            return client.operation(document, client.json().write(variables).asJsonObject(), reader);
        }
    }
}
