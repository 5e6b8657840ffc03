package io.github.amplifyjakarta.internal.transport;

import jakarta.json.spi.JsonProvider;

/** The server's Jakarta JSON Processing. */
public final class JsonProcessing {

    /** Held, because {@code jakarta.json.Json} looks for it at every call, through the jars of the application. */
    public static final JsonProvider JSON = JsonProvider.provider();

    private JsonProcessing() {}
}
