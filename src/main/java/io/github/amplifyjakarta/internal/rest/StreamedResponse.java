package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.api.RestStream;
import io.github.amplifyjakarta.internal.aws.CancelSignal;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A response that is being read. */
final class StreamedResponse implements RestStream {

    private final ApiReply reply;
    private final Runnable over;

    StreamedResponse(ApiReply reply, CancelSignal canceledBy) {
        this.reply = reply;
        this.over = canceledBy.onGiven(reply::discard);
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
    public InputStream body() {
        return reply.stream().orElseGet(InputStream::nullInputStream);
    }

    @Override
    public void close() {
        over.run();
        reply.discard();
    }
}
