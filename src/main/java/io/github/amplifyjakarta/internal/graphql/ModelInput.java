package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.JsonText;
import io.github.amplifyjakarta.internal.graphql.Introspection.Field;
import io.github.amplifyjakarta.internal.graphql.Introspection.Kind;
import io.github.amplifyjakarta.internal.graphql.Introspection.Model;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The input of a mutation, created from an object in the form in which it is read. An object that the model belongs to
 * is replaced by the fields that reference it, unless the object already has these fields. Has-many relations and
 * read-only fields are omitted, because the schema's input types do not have them.
 */
final class ModelInput {

    private final Introspection schema;
    private final Model model;
    private final Object given;
    private final JsonObject json;

    /** The reference fields of all relations. Two relations may share a field. */
    private final Map<String, JsonValue> targets = new LinkedHashMap<>();

    /**
     * @param given the application's object: a record, a map or a JSON object
     * @param json the same object as JSON
     */
    ModelInput(Introspection schema, Model model, Object given, JsonObject json) {
        this.schema = schema;
        this.model = model;
        this.given = given;
        this.json = json;
    }

    JsonObject toCreate() {
        JsonObjectBuilder input = JsonText.object();
        json.forEach((name, value) -> {
            Optional<Field> field = Optional.ofNullable(model.fields().get(name));
            field.filter(found -> found.kind() == Kind.MODEL).ifPresent(relation -> requireOurSide(relation, value));
            if (field.map(this::isWritable).orElse(true)) {
                input.add(name, value);
            }
        });
        return withTargets(input);
    }

    JsonObject toUpdate() {
        JsonObjectBuilder input = JsonText.object();
        json.forEach((name, value) -> {
            Optional<Field> field = Optional.ofNullable(model.fields().get(name));
            field.filter(found -> found.kind() == Kind.CUSTOM_TYPE).ifPresent(this::requireWhole);
            // authorization adds the owner fields to the model, but not to this input
            if (field.map(this::isWritable).orElse(!model.ownerFields().contains(name))) {
                input.add(name, value);
            }
        });
        return withTargets(input);
    }

    private boolean isWritable(Field field) {
        return field.kind() != Kind.MODEL && !field.readOnly();
    }

    private JsonObject withTargets(JsonObjectBuilder input) {
        json.forEach((name, value) -> {
            Field field = model.fields().get(name);
            if (field != null
                    && field.kind() == Kind.MODEL
                    && !field.targetNames().isEmpty()) {
                addTargets(field, value);
            }
        });
        targets.forEach(input::add);
        return input.build();
    }

    private void addTargets(Field relation, JsonValue value) {
        List<String> names = relation.targetNames();
        if (names.stream().allMatch(json::containsKey)) {
            return;
        }
        if (!(value instanceof JsonObject related)) {
            if (!(given instanceof JsonObject)) { // here null may mean that the value could not be read
                names.stream()
                        .filter(name -> !json.containsKey(name))
                        .forEach(name -> targets.putIfAbsent(name, JsonValue.NULL));
            }
            return;
        }
        List<String> key = schema.model(relation.type()).key();
        for (int i = 0; i < names.size(); i++) {
            String there = i < relation.associatedWith().size()
                    ? relation.associatedWith().get(i)
                    : key.get(i);
            JsonValue named = required(relation, related, there);
            JsonValue other = json.getOrDefault(names.get(i), targets.getOrDefault(names.get(i), JsonValue.NULL));
            if (other != JsonValue.NULL && !other.equals(named)) {
                throw ApiErrors.invalid(names.get(i) + " of " + model.name() + " is " + other + ", and " + there
                        + " of " + relation.name() + " is " + named + ", expected the same.");
            }
            if (!json.containsKey(names.get(i))) {
                targets.put(names.get(i), named);
            }
        }
    }

    private JsonValue required(Field relation, JsonObject object, String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            throw ApiErrors.invalid(relation.name() + " of " + model.name() + " lacks " + field
                    + ", which makes the relation; give it, or leave " + relation.name() + " out.");
        }
        return value;
    }

    /** A new object cannot yet have an object that references it from the other side. */
    private void requireOurSide(Field relation, JsonValue value) {
        if (!relation.list() && relation.targetNames().isEmpty() && value != JsonValue.NULL) {
            throw ApiErrors.invalid(relation.name() + " of " + model.name() + " is made on the side of "
                    + relation.type()
                    + ": set " + String.join(", ", relation.associatedWith()) + " there, and leave " + relation.name()
                    + " out.");
        }
    }

    /** AppSync replaces a custom type as a whole. Fields that a record did not read would be lost. */
    private void requireWhole(Field field) {
        if (given.getClass().isRecord()) {
            JsonRecord.components(given.getClass()).stream()
                    .filter(component -> component.name().equals(field.name()))
                    .filter(component -> component.element().isRecord())
                    .forEach(component ->
                            requireWhole(field.name(), field.type(), component.element(), new HashSet<>()));
        }
    }

    private void requireWhole(String path, String customType, Class<?> type, Set<Class<?>> seen) {
        if (!seen.add(type)) {
            return;
        }
        Map<String, Field> fields = schema.customType(customType);
        TreeSet<String> missing = new TreeSet<>(fields.keySet());
        for (JsonRecord.Component component : JsonRecord.components(type)) {
            missing.remove(component.name());
            Field field = fields.get(component.name());
            if (field != null
                    && field.kind() == Kind.CUSTOM_TYPE
                    && component.element().isRecord()) {
                requireWhole(path + "." + field.name(), field.type(), component.element(), seen);
            }
        }
        if (!missing.isEmpty()) {
            throw ApiErrors.invalid(path + " of " + model.name() + " is written as a whole, and " + type.getName()
                    + " lacks " + String.join(", ", missing)
                    + ": add it to the record, or give a map to put something else in its place.");
        }
    }
}
