package io.github.amplifyjakarta.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The response of an API.
 *
 * @param status the HTTP status
 * @param headers all headers, names in lower case
 * @param bytes the body when it was collected; not copied
 * @param stream the body when it is streamed
 */
public record ApiReply(int status, Map<String, List<String>> headers, byte[] bytes, Optional<InputStream> stream) {

    /** {@return the first value of a header} */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Closes a body that is no longer needed. */
    public void discard() {
        stream.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) { // the body is discarded in any case
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public String toString() {
        return "HTTP " + status + ", " + bytes.length + " bytes";
    }
}
