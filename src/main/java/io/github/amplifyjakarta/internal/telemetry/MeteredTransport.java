package io.github.amplifyjakarta.internal.telemetry;

import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.HttpTransport;

/** Counts outgoing calls. */
public final class MeteredTransport implements HttpTransport {

    private final HttpTransport transport;
    private final Counters counters;

    public MeteredTransport(HttpTransport transport, Counters counters) {
        this.transport = transport;
        this.counters = counters;
    }

    @Override
    public HttpReply send(HttpCall call) throws HttpFailure {
        String operation = operation(call);
        counters.calls().add(operation);
        boolean answered = false;
        try {
            HttpReply reply = transport.send(call);
            answered = reply.status() < 500 && reply.status() != 429;
            return reply;
        } finally {
            if (!answered) {
                counters.failures().add(operation);
            }
        }
    }

    /** The operation of an AWS JSON call, otherwise the last part of the path. The library chooses both. */
    private static String operation(HttpCall call) {
        String target = call.headers().get("X-Amz-Target");
        return target == null ? call.uri().getPath().replaceFirst("^.*/", "") : target.replaceFirst("^.*\\.", "");
    }
}
