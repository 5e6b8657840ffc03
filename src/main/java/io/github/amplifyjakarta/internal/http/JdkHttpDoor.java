package io.github.amplifyjakarta.internal.http;

import io.github.amplifyjakarta.config.HttpConfig;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The door on {@link HttpClient}; one for each application, closed with it. */
public final class JdkHttpDoor implements HttpDoor, ApiDoor, AutoCloseable {

    /** The answers of Cognito are a few KiB; a key set or a token response never comes near this. */
    private static final int LARGEST_OF_COGNITO = 1 << 20;

    /** Whoever expects more asks for a stream. */
    private static final int LARGEST_OF_AN_API = 16 << 20;

    private static final int IDLE_SECONDS = 10;

    /** Empty when the door is closed. */
    private final AtomicReference<@Nullable HttpClient> client;

    private final ExecutorService executor;
    private final ScheduledThreadPoolExecutor timer;
    private final Duration timeLimit;
    private final Duration silence;

    public JdkHttpDoor(HttpConfig config) {
        timeLimit = config.connectTimeout().plus(config.readTimeout());
        silence = config.readTimeout();
        executor = Executors.newCachedThreadPool(JdkHttpDoor::thread);
        timer = new ScheduledThreadPoolExecutor(1, JdkHttpDoor::thread);
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
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
        CompletableFuture<HttpResponse<byte[]>> answer =
                open.sendAsync(request.build(), info -> new BoundedBody(LARGEST_OF_COGNITO));
        try {
            HttpResponse<byte[]> response = answer.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
            return new HttpReply(
                    response.statusCode(), firstValues(response), new String(response.body(), StandardCharsets.UTF_8));
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

    @Override
    public CompletableFuture<ApiReply> send(ApiRequest call) {
        HttpClient open = client.get();
        if (open == null) {
            return CompletableFuture.failedFuture(
                    new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, call + ": the application has ended", null));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .method(call.method(), call.body().map(JdkHttpDoor::publisher).orElseGet(BodyPublishers::noBody));
        call.headers().forEach(request::setHeader);
        CompletableFuture<ApiReply> result = new CompletableFuture<>();
        CompletableFuture<HttpResponse<Content>> answer = open.sendAsync(
                request.build(),
                info -> call.streamed() && info.statusCode() < 300
                        ? BodySubscribers.mapping(
                                BodySubscribers.ofInputStream(),
                                stream -> new Content(
                                        new byte[0], Optional.of(new WatchedStream(stream, timer, silence))))
                        : BodySubscribers.mapping(
                                new BoundedBody(LARGEST_OF_AN_API), bytes -> new Content(bytes, Optional.empty())));
        Future<?> watch = timer.schedule(
                () -> {
                    result.completeExceptionally(new HttpFailure(
                            HttpFailure.Kind.TIMEOUT, call + ": no answer within " + call.limit(), null));
                    answer.cancel(true);
                },
                call.limit().toMillis(),
                TimeUnit.MILLISECONDS);
        answer.whenComplete((response, error) -> {
            watch.cancel(false);
            if (error != null) {
                Throwable cause =
                        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
                result.completeExceptionally(failure(call, cause));
                return;
            }
            Content content = response.body();
            ApiReply reply = new ApiReply(response.statusCode(), headers(response), content.bytes(), content.stream());
            if (!result.complete(reply)) {
                reply.discard();
            }
        });
        result.whenComplete((reply, error) -> {
            if (result.isCancelled()) {
                answer.cancel(true);
            }
        });
        return result;
    }

    private record Content(byte[] bytes, Optional<InputStream> stream) {}

    private static HttpRequest.BodyPublisher publisher(ApiRequest.Body body) {
        HttpRequest.BodyPublisher stream = BodyPublishers.ofInputStream(body.open());
        return body.length() < 0 ? stream : BodyPublishers.fromPublisher(stream, body.length());
    }

    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    @Override
    public void after(Duration delay, Runnable work) {
        timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Executor executor() {
        return executor;
    }

    private static Map<String, String> firstValues(HttpResponse<?> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return headers;
    }

    private static HttpFailure failure(Object call, Throwable cause) {
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
            timer.shutdownNow();
            executor.shutdown();
        }
    }
}
