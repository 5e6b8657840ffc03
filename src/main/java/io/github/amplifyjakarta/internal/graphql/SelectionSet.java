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
import java.util.function.Function;

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

        static Shape of(Field field) {
            return field.kind() == Kind.MODEL && field.list() ? LIST : ONE;
        }

        /** {@return a page where a record asks for one} */
        Shape in(JsonRecord.Component component) {
            return this == LIST && component.page() ? PAGE : this;
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
        return type.isRecord() ? ofRecord(SchemaType.ofModel(schema, model), type, 0) : ownFields(schema, model);
    }

    /** {@return the selection for a type of an operation's result} */
    static SelectionSet ofResult(Introspection schema, Field result, Class<?> type) {
        return below(new SchemaType(schema, result.kind(), result.type()), type, 0);
    }

    /** {@return the selection for Amplify's paths; dots separate levels, and a star means all own fields} */
    static SelectionSet ofPaths(Introspection schema, String model, List<String> paths) {
        if (paths.isEmpty()) {
            throw ApiErrors.invalid("The selection set of " + model + " is empty, expected fields.");
        }
        SelectionSet set = new SelectionSet();
        for (String path : paths) {
            set.add(SchemaType.ofModel(schema, model), List.of(path.split("\\.", -1)));
        }
        return set;
    }

    private void add(SchemaType type, List<String> path) {
        String name = path.get(0);
        if (name.equals("*")) {
            merge(everything(type));
            return;
        }
        Field field = type.field(name);
        Selected selected = fields.computeIfAbsent(name, same -> new Selected(new SelectionSet(), Shape.of(field)));
        SchemaType below = type.of(field);
        if (path.size() > 1) {
            selected.below().add(below, path.subList(1, path.size()));
        } else if (below.hasFields()) {
            selected.below().merge(everything(below));
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

    private static SelectionSet everything(SchemaType type) {
        Introspection schema = type.schema();
        return type.kind() == Kind.MODEL
                ? ownFields(schema, type.name())
                : of(schema, type.name(), schema.customType(type.name()), 0);
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

    private static SelectionSet ofRecord(SchemaType type, Class<?> record, int depth) {
        if (depth > DEEPEST) {
            throw ApiErrors.invalid(record.getName() + " contains itself, expected records with an end.");
        }
        SelectionSet set = new SelectionSet();
        for (JsonRecord.Component component : JsonRecord.components(record)) {
            Field field = type.field(component.name());
            SelectionSet below = below(type.of(field), component.element(), depth + 1);
            set.fields.put(field.name(), new Selected(below, Shape.of(field).in(component)));
        }
        return set;
    }

    /** {@return the selection of a value of this type, which is read as a Java type} */
    private static SelectionSet below(SchemaType type, Class<?> element, int depth) {
        if (!type.hasFields()) {
            return new SelectionSet();
        }
        return element.isRecord() ? ofRecord(type, element, depth) : everything(type);
    }

    /**
     * {@return the same selection with arguments for a nested list}
     *
     * @param path the path of the list, separated by dots
     * @param arguments the arguments in AppSync's form
     */
    SelectionSet withArguments(Introspection schema, String model, String path, JsonObject arguments) {
        return withArguments(
                SchemaType.ofModel(schema, model),
                List.of(path.split("\\.", -1)),
                list -> arguments(schema.model(list.type()), path, arguments));
    }

    private SelectionSet withArguments(
            SchemaType type, List<String> path, Function<Field, Map<String, Argument>> arguments) {
        String name = path.get(0);
        Selected selected = fields.get(name);
        Field field = type.schema().model(type.name()).fields().get(name);
        boolean last = path.size() == 1;
        if (selected == null
                || field == null
                || field.kind() != Kind.MODEL
                || (last && selected.shape() == Shape.ONE)) {
            throw ApiErrors.invalid(name + " is no list that is asked for of " + type.name() + ".");
        }
        SelectionSet same = new SelectionSet();
        same.fields.putAll(fields);
        same.fields.put(
                name,
                last
                        ? new Selected(selected.below(), selected.shape(), arguments.apply(field))
                        : new Selected(
                                selected.below().withArguments(type.of(field), path.subList(1, path.size()), arguments),
                                selected.shape(),
                                selected.arguments()));
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
