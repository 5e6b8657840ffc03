package io.github.amplifyjakarta.internal.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a form or a script has sent: fields with texts. Objects of JSON become fields with a dot in their names ({@code
 * userAttributes.email}), as forms have them.
 *
 * @param fields the fields by their names
 * @param json whether they were sent as JSON, and the answer is JSON too
 */
public record SentFields(Map<String, String> fields, boolean json) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON_TYPE = "application/json";

    /** A passkey with its attestation, or the attributes of a user, and more. */
    private static final int LONGEST = 64 * 1024;

    private static final int MOST_FIELDS = 200;

    private static final JsonProvider JSON = JsonProvider.provider();

    /** Why what was sent cannot be read. */
    public static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        Unreadable(int status, String message) {
            super(message);
            this.status = status;
        }

        /** {@return the HTTP status} */
        public int status() {
            return status;
        }
    }

    /** The body of a request. */
    public interface Body {

        /** {@return the bytes; read once} */
        InputStream open() throws IOException;
    }

    /** Reads the body of a request. */
    public static SentFields read(IncomingRequest request, Body body) throws Unreadable {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String media = type.replaceFirst(";.*", "").strip();
        boolean json = media.equals(JSON_TYPE);
        if (!json && !media.equals(FORM)) {
            throw new Unreadable(415, "found the type \"" + media + "\", expected " + FORM + " or " + JSON_TYPE);
        }
        String text = text(body);
        Map<String, String> fields = json ? ofJson(text) : ofForm(text);
        if (fields.size() > MOST_FIELDS) {
            throw new Unreadable(400, "found " + fields.size() + " fields, expected at most " + MOST_FIELDS);
        }
        return new SentFields(fields, json);
    }

    private static String text(Body body) throws Unreadable {
        byte[] bytes;
        try (InputStream in = body.open()) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw new Unreadable(400, "the request ended before its end: " + e.getMessage());
        }
        if (bytes.length > LONGEST) {
            throw new Unreadable(413, "found more than " + LONGEST + " bytes, expected at most as many");
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable(400, "the request is not text in UTF-8");
        }
    }

    /** WHATWG URL, application/x-www-form-urlencoded. Two fields of one name could be read differently. */
    private static Map<String, String> ofForm(String text) throws Unreadable {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                put(fields, decode(name), decode(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, String value) throws Unreadable {
        if (fields.put(name, value) != null) {
            throw new Unreadable(400, "found a field twice, expected each field once");
        }
    }

    private static String decode(String text) throws Unreadable {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(400, "found a percent sign without two hexadecimal digits in a field");
        }
    }

    private static Map<String, String> ofJson(String text) throws Unreadable {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            Map<String, String> fields = new LinkedHashMap<>();
            add(fields, "", reader.readObject(), 1);
            return fields;
        } catch (RuntimeException e) { // parsers throw different exceptions, for deep nesting too
            throw new Unreadable(400, "found something else than one JSON object");
        }
    }

    private static void add(Map<String, String> fields, String prefix, JsonObject object, int depth) throws Unreadable {
        for (Map.Entry<String, JsonValue> field : object.entrySet()) {
            String name = prefix + field.getKey();
            if (field.getValue() instanceof JsonString string) {
                put(fields, name, string.getString());
            } else if (field.getValue() instanceof JsonObject inner && depth == 1) {
                add(fields, name + ".", inner, depth + 1);
            } else {
                throw new Unreadable(400, "found a field that is neither a text nor an object of texts");
            }
        }
    }

    /** {@return a field; an empty text when it is missing} */
    public String get(String name) {
        return fields.getOrDefault(name, "");
    }

    /** {@return a field; empty when it is missing or an empty text} */
    public Optional<String> find(String name) {
        return Optional.of(get(name)).filter(value -> !value.isEmpty());
    }

    /** {@return the fields below a name, by the rest of their names} */
    public Map<String, String> below(String name) {
        Map<String, String> below = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(name + ".")) {
                below.put(field.substring(name.length() + 1), value);
            }
        });
        return below;
    }

    @Override
    public String toString() {
        return "SentFields[<redacted>]";
    }
}
