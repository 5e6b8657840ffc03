package io.github.amplifyjakarta.internal.transport;

import jakarta.json.spi.JsonProvider;

/** The server's Jakarta JSON Processing provider. */
public final class JsonProcessing {

    /** Cached, because {@code jakarta.json.Json} searches the application's jars for the provider on every call. */
    public static final JsonProvider JSON = JsonProvider.provider();

    private JsonProcessing() {}
}
