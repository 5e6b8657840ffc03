package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.GraphQlResult;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelPage;
import io.github.amplifyjakarta.api.ModelQuery;
import io.github.amplifyjakarta.internal.api.Introspection.Field;
import io.github.amplifyjakarta.internal.api.Introspection.Index;
import io.github.amplifyjakarta.internal.api.Introspection.Kind;
import io.github.amplifyjakarta.internal.api.Introspection.Model;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations of one model, in the documents that Amplify sends for them. */
final class SessionModel<T> implements ModelClient<T> {

    private static final int MOST_PAGES = 100;

    private final SessionGraphQl client;
    private final Model model;
    private final Class<T> type;
    private final SelectionSet selection;

    SessionModel(SessionGraphQl client, Model model, Class<T> type, SelectionSet selection) {
        this.client = client;
        this.model = model;
        this.type = type;
        this.selection = selection;
    }

    @Override
    public ModelClient<T> selectionSet(String... paths) {
        return new SessionModel<>(
                client, model, type, SelectionSet.ofPaths(client.schema(), model.name(), List.of(paths)));
    }

    @Override
    public Optional<T> get(Object key) {
        ModelDocument document = document(OperationKind.QUERY, "get");
        model.key().forEach(field -> document.argument(field, model.field(field).type() + "!"));
        return one(document, key(key));
    }

    private ModelDocument document(OperationKind kind, String verb) {
        return new ModelDocument(kind, verb + model.name(), selection.toString());
    }

    private Optional<T> one(ModelDocument document, JsonObject variables) {
        return read(send(document, variables).data().get(document.field()));
    }

    private Optional<T> read(@Nullable JsonValue found) {
        return found == null ? Optional.empty() : GraphQlAnswer.read(client.json(), selection.flattened(found), type);
    }

    private GraphQlResult send(ModelDocument document, JsonObject variables) {
        return client.graphql(document.toString()).variables(variables).send();
    }

    /** The fields of the key, of whatever the application gave. */
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
    public ModelPage<T> list(ModelQuery query) {
        ModelDocument document = new ModelDocument(OperationKind.QUERY, "list" + model.pluralName(), pageSelection());
        if (model.customKey()) {
            document.argument(
                    model.key().get(0), model.field(model.key().get(0)).type());
            document.argument("sortDirection", "ModelSortDirection");
            sortKey(document, "Primary", model.key().subList(1, model.key().size()));
        }
        document.argument("filter", filterType()).argument("limit", "Int").argument("nextToken", "String");
        return page(document, query);
    }

    @Override
    public ModelPage<T> index(String queryField, ModelQuery query) {
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
                capitalized(index.name()),
                index.fields().subList(1, index.fields().size()));
        document.argument("filter", filterType())
                .argument("sortDirection", "ModelSortDirection")
                .argument("limit", "Int")
                .argument("nextToken", "String");
        return page(document, query);
    }

    /** A composite sort key is one argument, called after all its fields. */
    private void sortKey(ModelDocument document, String index, List<String> fields) {
        if (fields.size() == 1) {
            document.argument(
                    fields.get(0), "Model" + model.field(fields.get(0)).type() + "KeyConditionInput");
        } else if (fields.size() > 1) {
            String name = fields.get(0)
                    + fields.stream().skip(1).map(SessionModel::capitalized).collect(Collectors.joining());
            document.argument(name, "Model" + model.name() + index + "CompositeKeyConditionInput");
        }
    }

    private static String capitalized(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String filterType() {
        return "Model" + model.name() + "FilterInput";
    }

    private String pageSelection() {
        return "{ items " + selection + " nextToken __typename }";
    }

    private ModelPage<T> page(ModelDocument document, ModelQuery query) {
        Map<String, Object> variables = new LinkedHashMap<>(query.keys());
        query.filter().ifPresent(filter -> variables.put("filter", filter));
        query.sortDirection().ifPresent(direction -> variables.put("sortDirection", direction.name()));
        query.limit().ifPresent(limit -> variables.put("limit", limit));
        query.nextToken().ifPresent(token -> variables.put("nextToken", token));
        for (String name : variables.keySet()) { // what is not declared would be dropped, and all objects come
            if (!document.arguments().contains(name)) {
                throw ApiErrors.invalid(document.field() + " was asked with " + name + ", expected one of "
                        + document.arguments() + ".");
            }
        }
        JsonObject found = send(document, client.json().write(variables).asJsonObject())
                                .data()
                                .get(document.field())
                        instanceof JsonObject page
                ? page
                : JsonValue.EMPTY_JSON_OBJECT;
        JsonValue items = selection.flattened(found.getOrDefault("items", JsonValue.EMPTY_JSON_ARRAY));
        return new ModelPage<>(
                GraphQlAnswer.readList(client.json(), items, type),
                found.get("nextToken") instanceof JsonString token ? Optional.of(token.getString()) : Optional.empty());
    }

    @Override
    public T create(Object input) {
        return changed("create", object(input));
    }

    @Override
    public T update(Object input) {
        JsonObjectBuilder writable = JsonText.object();
        object(input).forEach((name, value) -> {
            Field field = model.fields().get(name);
            boolean fixed = field == null ? model.ownerFields().contains(name) : field.readOnly();
            if (!fixed) {
                writable.add(name, value);
            }
        });
        return changed("update", writable.build());
    }

    private JsonObject object(Object input) {
        JsonValue json = client.json().write(input);
        if (!(json instanceof JsonObject object)) {
            throw ApiErrors.invalid(
                    "The input of " + model.name() + " is " + json.getValueType() + ", expected its fields.");
        }
        return object;
    }

    private T changed(String verb, JsonObject input) {
        return mutate(verb, input)
                .orElseThrow(() -> ApiErrors.withoutAnswer(
                        Reason.BAD_ANSWER,
                        "UnknownError",
                        "The API answered null to " + verb + model.name() + ", which it may have carried out.",
                        "See the API's log.",
                        null));
    }

    private Optional<T> mutate(String verb, JsonObject input) {
        if (!model.mutable()) {
            throw ApiErrors.invalid("The model " + model.name() + " has no mutations.");
        }
        ModelDocument document =
                document(OperationKind.MUTATION, verb).argument("input", capitalized(verb) + model.name() + "Input!");
        return one(document, JsonText.object().add("input", input).build());
    }

    @Override
    public Optional<T> delete(Object key) {
        return mutate("delete", key(key));
    }

    @Override
    public <R> ModelPage<R> related(Object object, String field, Class<R> relatedType, ModelQuery query) {
        Field relation = model.field(field);
        if (relation.kind() != Kind.MODEL) {
            throw ApiErrors.invalid(field + " of " + model.name() + " is no relation.");
        }
        JsonObject from = object(object);
        ModelClient<R> target = client.model(relation.type(), relatedType);
        if (!relation.targetNames().isEmpty()) {
            return belongsTo(target, client.schema().model(relation.type()), relation, from);
        }
        Map<String, String> here = new LinkedHashMap<>();
        for (int i = 0; i < relation.associatedWith().size() && i < model.key().size(); i++) {
            here.put(relation.associatedWith().get(i), model.key().get(i));
        }
        List<Object> conditions = new ArrayList<>();
        here.forEach((there, own) -> conditions.add(Map.of(there, Map.of("eq", required(from, own)))));
        query.filter().ifPresent(conditions::add);
        Function<Optional<String>, ModelPage<R>> pages = token -> target.list(from(query, conditions, token));
        return relation.list() ? pages.apply(query.nextToken()) : first(pages);
    }

    private static ModelQuery from(ModelQuery query, List<Object> conditions, Optional<String> nextToken) {
        ModelQuery.Builder same = ModelQuery.builder().filter(Map.of("and", conditions));
        query.keys().forEach(same::key);
        query.limit().ifPresent(same::limit);
        query.sortDirection().ifPresent(same::sortDirection);
        nextToken.ifPresent(same::nextToken);
        return same.build();
    }

    /** AppSync filters what it has read: the one object may be behind pages of none. */
    private static <R> ModelPage<R> first(Function<Optional<String>, ModelPage<R>> pages) {
        ModelPage<R> page = pages.apply(Optional.empty());
        for (int i = 1; page.items().isEmpty() && page.nextToken().isPresent(); i++) {
            if (i == MOST_PAGES) {
                throw ApiErrors.withoutAnswer(
                        Reason.BAD_ANSWER,
                        "UnknownError",
                        "The related object is not among the objects of " + MOST_PAGES + " pages.",
                        "Ask for it by an index.",
                        null);
            }
            page = pages.apply(page.nextToken());
        }
        return page.items().isEmpty() ? page : new ModelPage<>(page.items().subList(0, 1), Optional.empty());
    }

    private static <R> ModelPage<R> belongsTo(
            ModelClient<R> target, Model targetModel, Field relation, JsonObject from) {
        JsonObjectBuilder key = JsonText.object();
        for (int i = 0;
                i < targetModel.key().size() && i < relation.targetNames().size();
                i++) {
            JsonValue value = from.getOrDefault(relation.targetNames().get(i), JsonValue.NULL);
            if (value == JsonValue.NULL) {
                return new ModelPage<>(List.of(), Optional.empty()); // it belongs to none
            }
            key.add(targetModel.key().get(i), value);
        }
        return new ModelPage<>(target.get(key.build()).stream().toList(), Optional.empty());
    }

    private JsonValue required(JsonObject from, String field) {
        JsonValue value = from.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            throw ApiErrors.invalid(
                    "The object of " + model.name() + " lacks " + field + ", which makes the relation.");
        }
        return value;
    }
}
