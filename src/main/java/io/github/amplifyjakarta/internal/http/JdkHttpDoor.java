package io.github.amplifyjakarta.internal.http;

import io.github.amplifyjakarta.config.HttpConfig;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The door on {@link HttpClient}; one for each application, closed with it. */
public final class JdkHttpDoor implements HttpDoor, AutoCloseable {

    /** Empty when the door is closed. */
    private final AtomicReference<@Nullable HttpClient> client;

    private final ExecutorService executor;
    private final Duration timeLimit;

    public JdkHttpDoor(HttpConfig config) {
        timeLimit = config.connectTimeout().plus(config.readTimeout());
        executor = Executors.newCachedThreadPool(JdkHttpDoor::thread);
        client = new AtomicReference<>(newClient(config, executor));
    }

    /** The client's own threads inherit the context class loader: it must not be the application's, or undeploy leaks. */
    private static HttpClient newClient(HttpConfig config, Executor executor) {
        Thread current = Thread.currentThread();
        ClassLoader application = current.getContextClassLoader();
        current.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(config.connectTimeout())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(executor)
                    .build();
        } finally {
            current.setContextClassLoader(application);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "amplify-http");
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }

    @Override
    public HttpReply send(HttpCall call) throws HttpFailure {
        HttpClient open = client.get();
        if (open == null) {
            throw new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, call + ": the application has ended", null);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .timeout(timeLimit)
                .method(
                        call.method(),
                        call.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(call.bodyBytes()));
        call.headers().forEach(request::setHeader);
        CompletableFuture<HttpResponse<String>> answer = open.sendAsync(request.build(), info -> new BoundedBody());
        try {
            HttpResponse<String> response = answer.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
            return new HttpReply(response.statusCode(), firstValues(response), response.body());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpFailure(HttpFailure.Kind.TIMEOUT, call + ": no answer within " + timeLimit, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new HttpFailure(HttpFailure.Kind.BROKEN, call + ": interrupted", e);
        } catch (ExecutionException e) {
            throw failure(call, e.getCause() == null ? e : e.getCause());
        }
    }

    private static Map<String, String> firstValues(HttpResponse<?> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return headers;
    }

    private static HttpFailure failure(HttpCall call, Throwable cause) {
        HttpFailure.Kind kind = HttpFailure.Kind.BROKEN;
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            kind = HttpFailure.Kind.NOT_CONNECTED;
        } else if (cause instanceof java.net.http.HttpTimeoutException) {
            kind = HttpFailure.Kind.TIMEOUT;
        } else if (cause instanceof BoundedBody.TooLargeException) {
            kind = HttpFailure.Kind.TOO_LARGE;
        }
        return new HttpFailure(kind, call + ": " + cause, cause);
    }

    /**
     * The client's own thread ends when nobody can reach the client any more. Until then it holds the executor, answers
     * and so classes of the application, which holds this door: what is let go here is what lets the application go.
     */
    @Override
    public void close() {
        HttpClient last = client.getAndSet(null);
        try {
            if (last instanceof AutoCloseable closeable) { // from JDK 21 on
                closeable.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client could not be closed", e);
        } finally {
            executor.shutdown();
        }
    }
}
