package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.ModelPage;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The view that JSON-B has of a record (Jakarta JSON Binding 3.0, section 4). */
final class JsonRecord {

    /**
     * A component.
     *
     * @param name its name in JSON
     * @param element its type; for a list, the type of the elements
     * @param list whether it is a list or an array
     * @param page whether it is a page of elements
     */
    record Component(String name, Class<?> element, boolean list, boolean page) {

        static Component of(RecordComponent component) {
            JsonbProperty property = component.getAccessor().getAnnotation(JsonbProperty.class);
            String name = property == null || property.value().isEmpty() ? component.getName() : property.value();
            Class<?> element = element(component.getGenericType());
            boolean page = component.getType() == ModelPage.class;
            return new Component(name, element, element != component.getType(), page);
        }

        /** Returns the element type for a list. */
        private static Class<?> element(Type type) {
            if (type instanceof ParameterizedType list) {
                return element(list.getActualTypeArguments()[0]);
            }
            if (type instanceof Class<?> found) {
                return found.isArray() ? found.getComponentType() : found;
            }
            return Object.class;
        }
    }

    private JsonRecord() {}

    /** {@return the components that occur in JSON} */
    static List<Component> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getAccessor().isAnnotationPresent(JsonbTransient.class))
                .map(Component::of)
                .toList();
    }

    /** {@return why JSON cannot be converted to a record, in cases that JSON-B does not explain} */
    static Optional<String> mismatch(JsonValue json, Class<?> type) {
        return type.isRecord() ? mismatch("", json, type) : Optional.empty();
    }

    private static Optional<String> mismatch(String path, JsonValue json, Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            return Optional.of("The record " + type.getName() + " is not public, which JSON-B needs.");
        }
        if (json instanceof JsonArray array) {
            return array.stream()
                    .flatMap(each -> mismatch(path, each, type).stream())
                    .findFirst();
        }
        return json instanceof JsonObject object
                ? components(type).stream()
                        .flatMap(each -> mismatch(path, object, each).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> mismatch(String path, JsonObject object, Component component) {
        JsonValue value = object.get(component.name());
        if (value == null) {
            return Optional.empty();
        }
        if (component.element().isRecord()) {
            return mismatch(path + component.name() + ".", value, component.element());
        }
        return value == JsonValue.NULL && component.element().isPrimitive() && !component.list()
                ? Optional.of(path + component.name() + " is "
                        + component.element().getName() + ", and the API answered null: use the class instead.")
                : Optional.empty();
    }
}
