package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.ModelOperations;
import io.github.amplifyjakarta.api.ModelPage;
import io.github.amplifyjakarta.api.ModelQuery;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.JsonText;
import io.github.amplifyjakarta.internal.graphql.Introspection.Field;
import io.github.amplifyjakarta.internal.graphql.Introspection.Index;
import io.github.amplifyjakarta.internal.graphql.Introspection.Kind;
import io.github.amplifyjakarta.internal.graphql.Introspection.Model;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations of one model, with the same documents as Amplify. */
final class AppSyncModelOperations<T> implements ModelOperations<T> {

    private final AppSyncClient client;
    private final Model model;
    private final Class<T> type;
    private final SelectionSet selection;

    AppSyncModelOperations(AppSyncClient client, Model model, Class<T> type, SelectionSet selection) {
        this.client = client;
        this.model = model;
        this.type = type;
        this.selection = selection;
    }

    AppSyncModelOperations<T> selectionSet(List<String> paths) {
        if (selection.hasArguments()) { // the arguments, such as a filter, would be lost
            throw ApiErrors.invalid("selectionSet(…) was called after page(…), expected before it.");
        }
        return new AppSyncModelOperations<>(
                client, model, type, SelectionSet.ofPaths(client.schema(), model.name(), paths));
    }

    @Override
    public Operation<Optional<T>> get(Object key) {
        model.requireOperation("get");
        ModelDocument document = document(OperationKind.QUERY, "get");
        model.key().forEach(field -> document.argument(field, model.field(field).type() + "!"));
        return operation(document, key(key), this::read);
    }

    AppSyncModelOperations<T> page(String path, ModelQuery query) {
        JsonObject arguments = client.json()
                .write(arguments(query, new LinkedHashMap<>(query.keys())))
                .asJsonObject();
        return new AppSyncModelOperations<>(
                client, model, type, selection.withArguments(client.schema(), model.name(), path, arguments));
    }

    private static Map<String, Object> arguments(ModelQuery query, Map<String, Object> arguments) {
        query.filter().ifPresent(filter -> arguments.put("filter", filter));
        query.sortDirection().ifPresent(direction -> arguments.put("sortDirection", direction.name()));
        query.limit().ifPresent(limit -> arguments.put("limit", limit));
        query.nextToken().ifPresent(token -> arguments.put("nextToken", token));
        return arguments;
    }

    private <R> Operation<R> operation(ModelDocument document, JsonObject variables, AppSyncClient.Reader<R> reader) {
        JsonObjectBuilder all = JsonText.object();
        variables.forEach(all::add);
        selection.declare(document, all);
        return client.operation(document, all.build(), reader);
    }

    private ModelDocument document(OperationKind kind, String verb) {
        return new ModelDocument(kind, verb + model.typeName(), selection.toString());
    }

    private Optional<T> read(@Nullable JsonValue found) {
        return found == null ? Optional.empty() : GraphQlAnswer.read(client.json(), selection.flattened(found), type);
    }

    /** Extracts the key fields from the application's object. */
    private JsonObject key(Object given) {
        JsonValue json = client.json().write(given);
        JsonObjectBuilder key = JsonText.object();
        if (!(json instanceof JsonObject object)) {
            if (model.key().size() > 1) {
                throw ApiErrors.invalid("The key of " + model.name() + " is one value, expected " + model.key() + ".");
            }
            return key.add(model.key().get(0), json).build();
        }
        for (String field : model.key()) {
            if (object.getOrDefault(field, JsonValue.NULL) == JsonValue.NULL) {
                throw ApiErrors.invalid(
                        "The key of " + model.name() + " lacks " + field + ", expected " + model.key() + ".");
            }
            key.add(field, object.get(field));
        }
        return key.build();
    }

    @Override
    public Operation<ModelPage<T>> list(ModelQuery query) {
        model.requireOperation("list");
        ModelDocument document =
                new ModelDocument(OperationKind.QUERY, "list" + model.pluralTypeName(), pageSelection());
        if (model.customKey()) {
            String partition = model.key().get(0);
            document.argument(partition, model.field(partition).type()).argument("sortDirection", "ModelSortDirection");
            sortKey(document, "Primary", model.key().subList(1, model.key().size()));
        }
        document.argument("filter", filterType()).argument("limit", "Int").argument("nextToken", "String");
        return page(document, query);
    }

    @Override
    public Operation<ModelPage<T>> index(String queryField, ModelQuery query) {
        Index index = model.indexes().get(queryField);
        if (index == null) {
            throw ApiErrors.invalid("The model " + model.name() + " has no index " + queryField + "; it has "
                    + model.indexes().keySet() + ".");
        }
        ModelDocument document = new ModelDocument(OperationKind.QUERY, queryField, pageSelection());
        String partition = index.fields().get(0);
        if (!query.keys().containsKey(partition)) {
            throw ApiErrors.invalid("The index " + queryField + " was asked without " + partition + ".");
        }
        document.argument(partition, model.field(partition).type() + "!");
        sortKey(
                document,
                Introspection.capitalized(index.name()),
                index.fields().subList(1, index.fields().size()));
        document.argument("filter", filterType())
                .argument("sortDirection", "ModelSortDirection")
                .argument("limit", "Int")
                .argument("nextToken", "String");
        return page(document, query);
    }

    /** A composite sort key is one argument, whose name is composed of all its fields. */
    private void sortKey(ModelDocument document, String index, List<String> fields) {
        if (fields.isEmpty()) {
            return;
        }
        String name = fields.get(0)
                + fields.stream().skip(1).map(Introspection::capitalized).collect(Collectors.joining());
        document.condition(
                name,
                fields.size() == 1
                        ? model.field(name).conditionType()
                        : "Model" + model.typeName() + index + "CompositeKeyConditionInput");
    }

    private String filterType() {
        return "Model" + model.typeName() + "FilterInput";
    }

    private String pageSelection() {
        return "{ items " + selection + " nextToken __typename }";
    }

    private Operation<ModelPage<T>> page(ModelDocument document, ModelQuery query) {
        Map<String, Object> variables = arguments(query, new LinkedHashMap<>(query.keys()));
        for (String name :
                variables.keySet()) { // an undeclared variable would be dropped, and all objects would be returned
            if (!document.arguments().contains(name)) {
                throw ApiErrors.invalid(document.field() + " was asked with " + name + ", expected one of "
                        + document.arguments() + ".");
            }
        }
        return operation(document, client.json().write(variables).asJsonObject(), this::page);
    }

    private ModelPage<T> page(@Nullable JsonValue found) {
        JsonObject page = found instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        JsonValue items = selection.flattened(page.getOrDefault("items", JsonValue.EMPTY_JSON_ARRAY));
        return new ModelPage<>(
                GraphQlAnswer.readList(client.json(), items, type),
                page.get("nextToken") instanceof JsonString token
                                && !token.getString().isEmpty()
                        ? Optional.of(token.getString())
                        : Optional.empty());
    }

    @Override
    public Operation<T> create(Object input) {
        JsonObject fields = new ModelInput(client.schema(), model, input, object(input)).toCreate();
        return mutation("create", fields, found -> changed("create", found));
    }

    @Override
    public Operation<T> update(Object input) {
        JsonObject fields = new ModelInput(client.schema(), model, input, object(input)).toUpdate();
        return mutation("update", fields, found -> changed("update", found));
    }

    @Override
    public Operation<Optional<T>> delete(Object key) {
        return mutation("delete", key(key), this::read);
    }

    private JsonObject object(Object input) {
        JsonValue json = client.json().write(input);
        if (!(json instanceof JsonObject object)) {
            throw ApiErrors.invalid(
                    "The input of " + model.name() + " is " + json.getValueType() + ", expected its fields.");
        }
        return object;
    }

    private <R> Operation<R> mutation(String verb, JsonObject input, AppSyncClient.Reader<R> reader) {
        model.requireOperation(verb);
        ModelDocument document = document(OperationKind.MUTATION, verb)
                .argument("input", Introspection.capitalized(verb) + model.typeName() + "Input!");
        return operation(document, JsonText.object().add("input", input).build(), reader);
    }

    private T changed(String verb, @Nullable JsonValue found) {
        return read(found)
                .orElseThrow(() -> new ApiException(
                        Reason.BAD_ANSWER,
                        new AmplifyException.Details(
                                "UnknownError",
                                "The API answered null to " + verb + model.typeName()
                                        + ", which it may have carried out.",
                                "See the API's log."),
                        null));
    }

    @Override
    public <R> Operation<ModelPage<R>> related(Object object, String field, Class<R> relatedType, ModelQuery query) {
        Field relation = model.field(field);
        if (relation.kind() != Kind.MODEL) {
            throw ApiErrors.invalid(field + " of " + model.name() + " is no relation.");
        }
        return new Relation<>(
                        relation,
                        client.schema().model(relation.type()),
                        client.operations(relation.type(), relatedType))
                .of(object, query);
    }

    /** The related objects of one of this model's objects. */
    private final class Relation<R> {

        private static final int MOST_PAGES = 100;

        private final Field relation;
        private final Model target;
        private final AppSyncModelOperations<R> targets;

        Relation(Field relation, Model target, AppSyncModelOperations<R> targets) {
            this.relation = relation;
            this.target = target;
            this.targets = targets;
        }

        Operation<ModelPage<R>> of(Object object, ModelQuery query) {
            JsonObject from = object(object);
            if (!relation.targetNames().isEmpty()) {
                return key(object, from)
                        .then(key -> key.isPresent()
                                ? targets.get(key.get()).then(found -> Operation.done(page(found)))
                                : Operation.done(page(Optional.empty())));
            }
            ModelQuery related = query.toBuilder().filter(filter(from, query)).build();
            return relation.list() ? targets.list(related) : first(related, 1);
        }

        private ModelPage<R> page(Optional<R> one) {
            return new ModelPage<>(one.stream().toList(), Optional.empty());
        }

        private Map<String, Object> filter(JsonObject from, ModelQuery query) {
            List<String> fields = fieldsThere();
            List<Object> conditions = new ArrayList<>();
            for (int i = 0; i < fields.size() && i < model.key().size(); i++) {
                conditions.add(Map.of(
                        fields.get(i), Map.of("eq", required(from, model.key().get(i)))));
            }
            if (conditions.isEmpty()) { // otherwise all objects would be related to this one
                throw ApiErrors.invalid("The Amplify file does not say which fields of " + target.name() + " make "
                        + relation.name() + " of " + model.name() + ".");
            }
            query.filter().ifPresent(conditions::add);
            return Map.of("and", conditions);
        }

        /**
         * {@return the fields of the other model that reference this model's key} When both sides declare the relation,
         * the association names the other side's relation field.
         */
        private List<String> fieldsThere() {
            String first = relation.associatedWith().stream().findFirst().orElse("");
            Field there = target.fields().get(first);
            return there != null && there.kind() == Kind.MODEL ? there.targetNames() : relation.associatedWith();
        }

        private JsonValue required(JsonObject from, String field) {
            JsonValue value = from.getOrDefault(field, JsonValue.NULL);
            if (value == JsonValue.NULL) {
                throw ApiErrors.invalid(
                        "The object of " + model.name() + " lacks " + field + ", which makes the relation.");
            }
            return value;
        }

        /** AppSync filters after it has read a page. The object may follow several empty pages. */
        private Operation<ModelPage<R>> first(ModelQuery query, int number) {
            return targets.list(query).then(page -> {
                if (!page.items().isEmpty() || page.nextToken().isEmpty()) {
                    return Operation.done(page(page.items().stream().findFirst()));
                }
                if (number == MOST_PAGES) {
                    throw new ApiException(
                            Reason.BAD_ANSWER,
                            new AmplifyException.Details(
                                    "UnknownError",
                                    "The related object is not among the objects of " + MOST_PAGES + " pages.",
                                    "Ask for it by an index."),
                            null);
                }
                return first(query.toBuilder().nextToken(page.nextToken().get()).build(), number + 1);
            });
        }

        /**
         * The key of the object that the given object belongs to. It is queried when the given object does not contain
         * it.
         */
        private Operation<Optional<JsonObject>> key(Object object, JsonObject from) {
            List<String> names = relation.targetNames();
            Optional<JsonObject> key = key(names, from);
            if (key.isEmpty() && from.get(relation.name()) instanceof JsonObject nested) {
                key = key(target.key(), nested);
            }
            boolean known =
                    key.isPresent() || names.stream().allMatch(name -> from.containsKey(name) || has(object, name));
            return known
                    ? Operation.done(key)
                    : complete(names).get(from).then(found -> Operation.done(found.flatMap(all -> key(names, all))));
        }

        private AppSyncModelOperations<JsonObject> complete(List<String> names) {
            SelectionSet wanted = SelectionSet.ofPaths(client.schema(), model.name(), names);
            return new AppSyncModelOperations<>(client, model, JsonObject.class, wanted);
        }

        /**
         * {@return the other model's key; empty when one of its fields is null, because then the object belongs to
         * none}
         */
        private Optional<JsonObject> key(List<String> fields, JsonObject from) {
            JsonObjectBuilder key = JsonText.object();
            for (int i = 0; i < target.key().size() && i < fields.size(); i++) {
                JsonValue value = from.getOrDefault(fields.get(i), JsonValue.NULL);
                if (value == JsonValue.NULL) {
                    return Optional.empty();
                }
                key.add(target.key().get(i), value);
            }
            return Optional.of(key.build());
        }

        /** JSON-B omits null values. When a record has the component, the missing value means null. */
        private static boolean has(Object object, String name) {
            return object.getClass().isRecord()
                    && JsonRecord.components(object.getClass()).stream()
                            .anyMatch(component -> component.name().equals(name));
        }
    }
}
