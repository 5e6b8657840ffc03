package io.github.amplifyjakarta.internal.storage;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Lets a {@link Cancellation} abort the request that its thread sends, and takes connections from who forgot them. */
final class CancelableHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;
    private final OpenDownloads downloads;

    CancelableHttpClient(SdkHttpClient client, OpenDownloads downloads) {
        this.client = client;
        this.downloads = downloads;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Cancellation.requireNoneOnThisThread();
        downloads.giveUpIdle(); // at each attempt: one that waited for a connection in vain may find one now
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
