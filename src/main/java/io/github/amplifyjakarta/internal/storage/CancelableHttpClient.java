package io.github.amplifyjakarta.internal.storage;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Lets a {@link Cancellation} abort the current request of its thread. It also takes back connections of abandoned
 * downloads, and aborts all requests when the application ends.
 */
final class CancelableHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;
    private final OpenDownloads downloads;
    private final Set<ExecutableHttpRequest> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    CancelableHttpClient(SdkHttpClient client, OpenDownloads downloads) {
        this.client = client;
        this.downloads = downloads;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Cancellation.requireNoneOnThisThread();
        requireOpen();
        downloads.giveUpIdle(); // at each attempt: after a failed wait for a connection, one may be free now
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        Cancellation.underWay(prepared::abort);
        return new Watched(prepared);
    }

    /** The SDK retries aborted requests. It must not retry after the application has ended. */
    private void requireOpen() {
        if (closed) {
            throw AbortedException.create(OpenUploads.ENDED);
        }
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(ExecutableHttpRequest::abort);
        downloads.close();
        client.close();
    }

    private final class Watched implements ExecutableHttpRequest {

        private final ExecutableHttpRequest request;

        Watched(ExecutableHttpRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            running.add(request);
            try {
                requireOpen();
                return request.call();
            } catch (IllegalStateException e) { // the connection pool was closed in the meantime
                requireOpen();
                throw e;
            } finally {
                running.remove(request);
            }
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
