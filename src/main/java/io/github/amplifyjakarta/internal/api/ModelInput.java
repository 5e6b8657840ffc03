package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.internal.api.Introspection.Field;
import io.github.amplifyjakarta.internal.api.Introspection.Kind;
import io.github.amplifyjakarta.internal.api.Introspection.Model;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;

/**
 * The input of a mutation, made of an object as it is read. An object that the model belongs to becomes the fields that
 * name it, unless the object has those itself. What the model has many of, and what only the API sets, is left out: the
 * schema's input types have neither.
 */
final class ModelInput {

    private final Introspection schema;
    private final Model model;
    private final JsonObject given;
    private final JsonObjectBuilder input = JsonText.object();

    private ModelInput(Introspection schema, Model model, JsonObject given) {
        this.schema = schema;
        this.model = model;
        this.given = given;
    }

    static JsonObject toCreate(Introspection schema, Model model, JsonObject given) {
        return new ModelInput(schema, model, given).without(Set.of());
    }

    /** Owners do not change: authorization adds their fields to the model, and not to this input. */
    static JsonObject toUpdate(Introspection schema, Model model, JsonObject given) {
        return new ModelInput(schema, model, given).without(Set.copyOf(model.ownerFields()));
    }

    private JsonObject without(Set<String> others) {
        given.forEach((name, value) -> {
            Field field = model.fields().get(name);
            if (field != null && field.kind() == Kind.MODEL) {
                relation(field, value);
            } else if (field == null ? !others.contains(name) : !field.readOnly()) {
                input.add(name, value);
            }
        });
        return input.build();
    }

    private void relation(Field relation, JsonValue value) {
        List<String> key = schema.model(relation.type()).key();
        for (int i = 0; i < relation.targetNames().size(); i++) {
            String own = relation.targetNames().get(i);
            if (given.containsKey(own)) {
                continue;
            }
            String there = i < relation.associatedWith().size()
                    ? relation.associatedWith().get(i)
                    : key.get(i);
            input.add(own, value instanceof JsonObject object ? required(relation, object, there) : JsonValue.NULL);
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
}
