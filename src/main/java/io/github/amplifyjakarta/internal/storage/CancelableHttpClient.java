package io.github.amplifyjakarta.internal.storage;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Lets a {@link Cancellation} abort the request that its thread sends. */
final class CancelableHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;

    CancelableHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Cancellation.requireNoneOnThisThread();
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        Cancellation.underWay(prepared::abort);
        return prepared;
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
