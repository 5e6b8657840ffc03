package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.JsonText;
import io.github.amplifyjakarta.internal.graphql.Introspection.Field;
import io.github.amplifyjakarta.internal.graphql.Introspection.Kind;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The selected fields (GraphQL specification, section 2.4). AppSync returns has-many relations as {@code {items: […],
 * nextToken}}. This class handles them as a list or a page, both in the query and in the response.
 */
final class SelectionSet {

    /** Sufficient for any real query. A record that contains itself would cause an endless recursion. */
    private static final int DEEPEST = 10;

    /** The form of a field. */
    private enum Shape {
        ONE,
        LIST,
        PAGE;

        static Shape of(Field field, boolean page) {
            boolean many = field.kind() == Kind.MODEL && field.list();
            return many ? (page ? PAGE : LIST) : ONE;
        }
    }

    /**
     * An argument of a field. It is a variable of the document.
     *
     * @param variable the variable's name
     */
    private record Argument(String variable, String type, JsonValue value) {}

    /** A field, its arguments by name, and the selection below it. */
    private record Selected(SelectionSet below, Shape shape, Map<String, Argument> arguments) {

        Selected(SelectionSet below, Shape shape) {
            this(below, shape, Map.of());
        }
    }

    private final Map<String, Selected> fields = new LinkedHashMap<>();

    /** {@return the selection for a type of a model: the components of a record, otherwise the model's own fields} */
    static SelectionSet ofModel(Introspection schema, String model, Class<?> type) {
        return type.isRecord() ? ofRecord(schema, Kind.MODEL, model, type, 0) : ownFields(schema, model);
    }

    /** {@return the selection for a type of an operation's result} */
    static SelectionSet ofResult(Introspection schema, Field result, Class<?> type) {
        return switch (result.kind()) {
            case SCALAR, ENUM -> new SelectionSet();
            case MODEL, CUSTOM_TYPE ->
                type.isRecord()
                        ? ofRecord(schema, result.kind(), result.type(), type, 0)
                        : everything(schema, result.kind(), result.type());
        };
    }

    /** {@return the selection for Amplify's paths; dots separate levels, and a star means all own fields} */
    static SelectionSet ofPaths(Introspection schema, String model, List<String> paths) {
        if (paths.isEmpty()) {
            throw ApiErrors.invalid("The selection set of " + model + " is empty, expected fields.");
        }
        SelectionSet set = new SelectionSet();
        for (String path : paths) {
            set.add(schema, Kind.MODEL, model, List.of(path.split("\\.", -1)));
        }
        return set;
    }

    private void add(Introspection schema, Kind kind, String type, List<String> path) {
        String name = path.get(0);
        if (name.equals("*")) {
            merge(everything(schema, kind, type));
            return;
        }
        Field field = field(schema, kind, type, name);
        Selected selected =
                fields.computeIfAbsent(name, same -> new Selected(new SelectionSet(), Shape.of(field, false)));
        if (path.size() > 1) {
            selected.below().add(schema, field.kind(), field.type(), path.subList(1, path.size()));
        } else if (field.kind() == Kind.CUSTOM_TYPE || field.kind() == Kind.MODEL) {
            selected.below().merge(everything(schema, field.kind(), field.type()));
        }
    }

    private void merge(SelectionSet other) {
        other.fields.forEach((name, selected) -> {
            Selected own = fields.putIfAbsent(name, selected);
            if (own != null) {
                own.below().merge(selected.below());
            }
        });
    }

    private static Field field(Introspection schema, Kind kind, String type, String name) {
        if (kind == Kind.MODEL) {
            Introspection.Model model = schema.model(type);
            return model.ownerFields().contains(name) ? scalar(name) : model.field(name);
        }
        Field found = kind == Kind.CUSTOM_TYPE ? schema.customType(type).get(name) : null;
        if (found == null) {
            throw ApiErrors.invalid(name + " is not a field of " + type + ".");
        }
        return found;
    }

    private static Field scalar(String name) {
        return new Field(name, Kind.SCALAR, "String", false, false, false, true, List.of(), List.of());
    }

    private static SelectionSet everything(Introspection schema, Kind kind, String type) {
        return kind == Kind.MODEL ? ownFields(schema, type) : of(schema, type, schema.customType(type), 0);
    }

    /** A model's fields without its relations, with the owner fields that authorization adds. */
    private static SelectionSet ownFields(Introspection schema, String model) {
        SelectionSet set = of(schema, model, schema.model(model).fields(), 0);
        schema.model(model).ownerFields().forEach(set::add);
        return set;
    }

    private static SelectionSet of(Introspection schema, String type, Map<String, Field> all, int depth) {
        if (depth > DEEPEST) {
            throw ApiErrors.invalid(type + " contains itself: name the fields to ask for, by a record or by paths.");
        }
        SelectionSet set = new SelectionSet();
        all.values().forEach(field -> {
            if (field.kind() == Kind.CUSTOM_TYPE) {
                set.fields.put(
                        field.name(),
                        new Selected(of(schema, field.type(), schema.customType(field.type()), depth + 1), Shape.ONE));
            } else if (field.kind() != Kind.MODEL) {
                set.add(field.name());
            }
        });
        return set;
    }

    private void add(String field) {
        fields.put(field, new Selected(new SelectionSet(), Shape.ONE));
    }

    private static SelectionSet ofRecord(Introspection schema, Kind kind, String type, Class<?> record, int depth) {
        if (depth > DEEPEST) {
            throw ApiErrors.invalid(record.getName() + " contains itself, expected records with an end.");
        }
        SelectionSet set = new SelectionSet();
        for (JsonRecord.Component component : JsonRecord.components(record)) {
            Field field = field(schema, kind, type, component.name());
            Class<?> element = component.element();
            SelectionSet below = new SelectionSet();
            if (field.kind() == Kind.MODEL || field.kind() == Kind.CUSTOM_TYPE) {
                below = element.isRecord()
                        ? ofRecord(schema, field.kind(), field.type(), element, depth + 1)
                        : everything(schema, field.kind(), field.type());
            }
            set.fields.put(field.name(), new Selected(below, Shape.of(field, component.page())));
        }
        return set;
    }

    /**
     * {@return the same selection with arguments for a nested list}
     *
     * @param path the path of the list, separated by dots
     * @param arguments the arguments in AppSync's form
     */
    SelectionSet withArguments(Introspection schema, String model, String path, JsonObject arguments) {
        return withArguments(schema, model, List.of(path.split("\\.", -1)), path, arguments);
    }

    private SelectionSet withArguments(
            Introspection schema, String model, List<String> rest, String path, JsonObject values) {
        String name = rest.get(0);
        Selected selected = fields.get(name);
        Field field = schema.model(model).fields().get(name);
        boolean last = rest.size() == 1;
        if (selected == null
                || field == null
                || field.kind() != Kind.MODEL
                || (last && selected.shape() == Shape.ONE)) {
            throw ApiErrors.invalid(path + " is no list that is asked for of " + model + ".");
        }
        SelectionSet below = last
                ? selected.below()
                : selected.below().withArguments(schema, field.type(), rest.subList(1, rest.size()), path, values);
        Map<String, Argument> arguments =
                last ? arguments(schema.model(field.type()), path, values) : selected.arguments();
        SelectionSet same = new SelectionSet();
        same.fields.putAll(fields);
        same.fields.put(name, new Selected(below, selected.shape(), arguments));
        return same;
    }

    private static Map<String, Argument> arguments(Introspection.Model target, String path, JsonObject values) {
        Map<String, String> types = Map.of(
                "limit", "Int",
                "nextToken", "String",
                "sortDirection", "ModelSortDirection",
                "filter", "Model" + target.typeName() + "FilterInput");
        Map<String, Argument> arguments = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            String type = types.get(name);
            if (type == null) {
                throw ApiErrors.invalid(path + " was asked with " + name + ", expected one of " + types.keySet() + ".");
            }
            arguments.put(name, new Argument(path.replace('.', '_') + "_" + name, type, value));
        });
        return arguments;
    }

    boolean hasArguments() {
        return fields.values().stream()
                .anyMatch(selected ->
                        !selected.arguments().isEmpty() || selected.below().hasArguments());
    }

    /** Declares the variables of the arguments and sets their values. */
    void declare(ModelDocument document, JsonObjectBuilder variables) {
        fields.values().forEach(selected -> {
            selected.arguments().values().forEach(argument -> {
                document.variable(argument.variable(), argument.type());
                variables.add(argument.variable(), argument.value());
            });
            selected.below().declare(document, variables);
        });
    }

    /** {@return whether nothing is selected, as for a scalar} */
    boolean isEmpty() {
        return fields.isEmpty();
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" ", "{ ", " }");
        fields.forEach((name, selected) -> {
            StringJoiner arguments = new StringJoiner(", ", "(", ")").setEmptyValue("");
            selected.arguments().forEach((each, argument) -> arguments.add(each + ": $" + argument.variable()));
            String below = selected.below().isEmpty() ? "" : " " + selected.below();
            text.add(name
                    + arguments
                    + switch (selected.shape()) {
                        case ONE -> below;
                        case LIST -> " { items" + below + " }";
                        case PAGE -> " { items" + below + " nextToken }";
                    });
        });
        return text.toString();
    }

    /** {@return a response in which lists replace {@code {items: […]}}; pages stay} */
    JsonValue flattened(JsonValue value) {
        if (value instanceof JsonArray array) {
            JsonArrayBuilder flat = JsonText.array();
            array.forEach(each -> flat.add(flattened(each)));
            return flat.build();
        }
        if (!(value instanceof JsonObject object) || fields.isEmpty()) {
            return value;
        }
        JsonObjectBuilder flat = JsonText.object();
        object.forEach((name, each) -> {
            Selected selected = fields.get(name);
            if (selected == null) {
                flat.add(name, each);
            } else {
                flat.add(name, flattened(selected, each));
            }
        });
        return flat.build();
    }

    private static JsonValue flattened(Selected selected, JsonValue value) {
        if (selected.shape() == Shape.ONE || !(value instanceof JsonObject page)) {
            return selected.below().flattened(value);
        }
        JsonValue items = selected.below().flattened(page.getOrDefault("items", JsonValue.EMPTY_JSON_ARRAY));
        return selected.shape() == Shape.LIST
                ? items
                : JsonText.object()
                        .add("items", withoutNulls(items))
                        .add("nextToken", token(page))
                        .build();
    }

    /** An empty token means that there is no next page. */
    private static JsonValue token(JsonObject page) {
        return page.get("nextToken") instanceof JsonString token
                        && !token.getString().isEmpty()
                ? token
                : JsonValue.NULL;
    }

    private static JsonValue withoutNulls(JsonValue items) {
        JsonArrayBuilder some = JsonText.array();
        if (items instanceof JsonArray all) {
            all.stream().filter(item -> item != JsonValue.NULL).forEach(some::add);
        }
        return some.build();
    }
}
