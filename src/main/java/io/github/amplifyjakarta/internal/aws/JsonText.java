package io.github.amplifyjakarta.internal.aws;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.api.ApiException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.adapter.JsonbAdapter;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts between JSON and Java with JSON-P and JSON-B. */
public final class JsonText implements AutoCloseable {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Jsonb binding;
    private final AutoCloseable owned;

    private JsonText(Jsonb binding, AutoCloseable owned) {
        this.binding = binding;
        this.owned = owned;
    }

    /** {@return JSON with an application's binding, which the application closes itself} */
    public static JsonText of(Jsonb binding) {
        return new JsonText(binding, () -> {});
    }

    /** {@return JSON with JSON-B's defaults and adapters for some types} */
    public static JsonText with(JsonbAdapter<?, ?>... adapters) {
        Jsonb binding = JsonbBuilder.create(new JsonbConfig().withAdapters(adapters));
        return new JsonText(binding, binding);
    }

    /** {@return the JSON in a byte array; empty when it is not JSON} */
    public static Optional<JsonValue> parse(byte[] bytes) {
        try {
            return Optional.of(parse(text(bytes)));
        } catch (RuntimeException e) { // parsers throw different exceptions, for example for deep nesting
            return Optional.empty();
        }
    }

    private static JsonValue parse(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    public static JsonObjectBuilder object() {
        return JSON.createObjectBuilder();
    }

    public static JsonArrayBuilder array() {
        return JSON.createArrayBuilder();
    }

    /** {@return UTF-8 text without the byte order mark that some services send} */
    public static String text(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    public <T> T read(String text, Type type) {
        if (type instanceof Class<?> wanted && JsonValue.class.isAssignableFrom(wanted)) {
            JsonValue value = json(text);
            if (!wanted.isInstance(value)) {
                throw new JsonbException(
                        "The JSON is " + value.getValueType() + ", expected " + wanted.getSimpleName());
            }
            @SuppressWarnings("unchecked") // checked above
            T found = (T) value;
            return found;
        }
        return binding.fromJson(text, type);
    }

    private static JsonValue json(String text) {
        try {
            return parse(text);
        } catch (RuntimeException e) { // parsers throw different exceptions, for example for deep nesting
            throw new JsonbException("The text is no JSON: " + e.getMessage(), e);
        }
    }

    public <T> T read(JsonValue value, Class<T> type) {
        if (type == String.class
                && value instanceof JsonString text) { // otherwise it would be written and then parsed again
            return type.cast(text.getString());
        }
        return type.isInstance(value) ? type.cast(value) : read(value.toString(), type);
    }

    /** {@return a value as JSON; null values in maps are kept, other objects are written by the binding's rules} */
    public JsonValue write(@Nullable Object value) {
        try {
            return written(value);
        } catch (StackOverflowError e) { // the object contains a cycle
            throw unwritable(value, e);
        }
    }

    private JsonValue written(@Nullable Object value) {
        if (value == null) {
            return JsonValue.NULL;
        }
        if (value instanceof JsonValue json) {
            return json;
        }
        if (value instanceof Map<?, ?> map) {
            JsonObjectBuilder object = object();
            map.forEach((name, each) -> object.add(String.valueOf(name), written(each)));
            return object.build();
        }
        if (value instanceof Collection<?> list) {
            JsonArrayBuilder array = array();
            list.forEach(each -> array.add(written(each)));
            return array.build();
        }
        if (value instanceof CharSequence text) {
            return JSON.createValue(text.toString());
        }
        try {
            return parse(binding.toJson(value));
        } catch (RuntimeException e) { // a getter may throw it too
            throw unwritable(value, e);
        }
    }

    private static ApiException unwritable(@Nullable Object value, Throwable why) {
        return ApiErrors.invalid(
                "A " + (value == null ? "null" : value.getClass().getName()) + " cannot be written as JSON: "
                        + why.getMessage() + ". Bytes, streams and files are given as RestBody.");
    }

    @Override
    public void close() throws Exception {
        owned.close();
    }
}
