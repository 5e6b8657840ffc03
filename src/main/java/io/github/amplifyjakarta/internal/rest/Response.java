package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.api.RestResponse;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.JsonText;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import io.github.amplifyjakarta.internal.transport.LogText;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.core.GenericType;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A response that has been read completely. */
final class Response implements RestResponse {

    private final JsonText json;
    private final String call;
    private final ApiReply reply;

    /** @param call the method and the path, for messages */
    Response(JsonText json, String call, ApiReply reply) {
        this.json = json;
        this.call = call;
        this.reply = reply;
    }

    @Override
    public int statusCode() {
        return reply.status();
    }

    @Override
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(reply.headers());
    }

    @Override
    public Optional<String> header(String name) {
        return reply.header(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public byte[] bytes() {
        return reply.bytes().clone();
    }

    @Override
    public String text() {
        return JsonText.text(reply.bytes());
    }

    @Override
    public <T> T json(Class<T> type) {
        return read(type);
    }

    @Override
    public <T> T json(GenericType<T> type) {
        return read(type.getType());
    }

    private <T> T read(Type type) {
        try {
            return json.read(text(), type);
        } catch (JsonbException e) {
            throw ApiErrors.mismatch(
                    reply,
                    "The answer to " + call + " cannot become " + type.getTypeName() + ": "
                            + (isHidden(type)
                                    ? "the class is not public, which JSON-B needs."
                                    : LogText.of(e.getMessage())),
                    e);
        }
    }

    private static boolean isHidden(Type type) {
        return type instanceof Class<?> found && !Modifier.isPublic(found.getModifiers());
    }

    @Override
    public String toString() {
        return reply.toString();
    }
}
