package io.github.amplifyjakarta.internal.transport;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Optional;

/** The server's Jakarta JSON Processing provider. */
public final class JsonProcessing {

    /** Cached, because {@code jakarta.json.Json} searches the application's jars for the provider on every call. */
    public static final JsonProvider JSON = JsonProvider.provider();

    private JsonProcessing() {}

    /** {@return the JSON object that a text begins with; empty for anything else} */
    public static Optional<JsonObject> object(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return Optional.of(reader.readObject());
        } catch (RuntimeException e) { // parsers throw different exceptions, for deep nesting too
            return Optional.empty();
        }
    }

    /** {@return the text of a field; empty when the field is missing or not a text} */
    public static Optional<String> text(JsonObject object, String field) {
        return object.get(field) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }
}
