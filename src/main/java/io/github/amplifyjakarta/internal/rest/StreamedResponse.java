package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.api.RestStream;
import io.github.amplifyjakarta.internal.aws.CallExecutor;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** An answer that is being read. */
final class StreamedResponse implements RestStream {

    private final ApiReply reply;
    private final Runnable over;

    StreamedResponse(ApiReply reply, Optional<CompletionStage<?>> canceledBy) {
        this.reply = reply;
        this.over = CallExecutor.onSignal(canceledBy, reply::discard);
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
