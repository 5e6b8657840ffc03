package io.github.amplifyjakarta.sandbox;

import jakarta.json.spi.JsonProvider;

/** Jakarta JSON Processing. */
final class JsonProcessing {

    /** Held, because {@code jakarta.json.Json} looks for it at every call, through all jars of a test. */
    static final JsonProvider JSON = JsonProvider.provider();

    private JsonProcessing() {}
}
