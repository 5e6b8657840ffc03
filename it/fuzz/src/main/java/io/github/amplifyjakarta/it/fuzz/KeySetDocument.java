package io.github.amplifyjakarta.it.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.internal.jwt.KeySet;

/** A key set of any bytes: keys, or a clear refusal. */
public final class KeySetDocument {

    private KeySetDocument() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            if (KeySet.fixed(new String(data, UTF_8)).load() == 0) {
                throw new AssertionError("a key set without a key");
            }
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).startsWith("not a JSON Web Key Set")) {
                throw e;
            }
        }
    }
}
