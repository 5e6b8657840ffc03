package io.github.amplifyjakarta.internal.transport;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;

/**
 * A complete response.
 *
 * @param status the HTTP status
 * @param headers the first value of each header, names in lower case
 * @param body the body as text; it may contain tokens, so it is never printed
 */
public record HttpReply(int status, Map<String, String> headers, String body) {

    /** {@return the body as a JSON object; empty when it is not one} */
    public Optional<JsonObject> json() {
        try (JsonReader reader = JSON.createReader(new StringReader(body))) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (RuntimeException e) { // parsers throw different exceptions, for example for deep nesting
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length() + " characters";
    }
}
