package io.github.amplifyjakarta.internal.telemetry;

import io.github.amplifyjakarta.internal.http.HttpCall;
import io.github.amplifyjakarta.internal.http.HttpDoor;
import io.github.amplifyjakarta.internal.http.HttpFailure;
import io.github.amplifyjakarta.internal.http.HttpReply;

/** Counts what goes out. */
public final class CountingDoor implements HttpDoor {

    private final HttpDoor door;
    private final Counters counters;

    public CountingDoor(HttpDoor door, Counters counters) {
        this.door = door;
        this.counters = counters;
    }

    @Override
    public HttpReply send(HttpCall call) throws HttpFailure {
        String operation = operation(call);
        counters.calls().add(operation);
        boolean answered = false;
        try {
            HttpReply reply = door.send(call);
            answered = reply.status() < 500 && reply.status() != 429;
            return reply;
        } finally {
            if (!answered) {
                counters.failures().add(operation);
            }
        }
    }

    /** The name of the operation of an AWS JSON call, else the last part of the path: both are the library's own. */
    private static String operation(HttpCall call) {
        String target = call.headers().get("X-Amz-Target");
        return target == null ? call.uri().getPath().replaceFirst("^.*/", "") : target.replaceFirst("^.*\\.", "");
    }
}
