package io.github.amplifyjakarta.internal.http;

import io.github.amplifyjakarta.config.HttpConfig;
import java.io.IOException;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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

    /** How to end the calls and pauses that somebody waits for; answers that somebody reads. */
    private final Map<CompletableFuture<?>, Consumer<HttpFailure>> pending = new ConcurrentHashMap<>();

    private final Set<WatchedStream> streams = ConcurrentHashMap.newKeySet();

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
            throw ended(call);
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
            return CompletableFuture.failedFuture(ended(call));
        }
        CompletableFuture<ApiReply> result = new CompletableFuture<>();
        try {
            send(open, call, result);
        } catch (RejectedExecutionException e) { // closed meanwhile
            result.completeExceptionally(ended(call));
        } catch (RuntimeException | Error e) { // of a request that cannot be made
            result.completeExceptionally(e);
        }
        return result;
    }

    private void send(HttpClient open, ApiRequest call, CompletableFuture<ApiReply> result) {
        Optional<SentBody> body =
                call.body().filter(given -> given.length() != 0).map(SentBody::new);
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .method(
                        call.method(),
                        body.map(sent -> publisher(sent, call.body().get().length()))
                                .orElseGet(BodyPublishers::noBody));
        call.headers().forEach(request::setHeader);
        CompletableFuture<HttpResponse<Content>> answer = open.sendAsync(
                request.build(),
                info -> call.streamed() && info.statusCode() < 300
                        ? BodySubscribers.mapping(
                                BodySubscribers.ofInputStream(),
                                stream -> new Content(new byte[0], Optional.of(watched(stream))))
                        : BodySubscribers.mapping(
                                new BoundedBody(LARGEST_OF_AN_API), bytes -> new Content(bytes, Optional.empty())));
        // the request ends first, and then the application hears of it: what depends on the result may take its time
        AtomicReference<@Nullable HttpFailure> reason = new AtomicReference<>();
        Consumer<HttpFailure> end = why -> {
            reason.compareAndSet(null, why);
            answer.cancel(true);
        };
        answer.whenComplete((response, error) -> {
            body.ifPresent(SentBody::close);
            if (error != null) {
                Throwable cause =
                        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
                HttpFailure why = reason.get();
                result.completeExceptionally(why == null ? failure(call, cause) : why);
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
        register(result, end);
        try {
            Future<?> watch = timer.schedule(
                    () -> executor.execute(() -> end.accept(new HttpFailure(
                            HttpFailure.Kind.TIMEOUT, call + ": no answer within " + call.limit(), null))),
                    call.limit().toMillis(),
                    TimeUnit.MILLISECONDS);
            result.whenComplete((reply, error) -> watch.cancel(false));
        } catch (RejectedExecutionException e) {
            end.accept(ended(call));
        }
    }

    private static HttpFailure ended(Object call) {
        return new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, call + ": the application has ended", null);
    }

    /**
     * Sees to it that nobody waits for a future when the door is closed first.
     *
     * @param end ends what it stands for, and it
     */
    private void register(CompletableFuture<?> future, Consumer<HttpFailure> end) {
        pending.put(future, end);
        future.whenComplete((done, error) -> pending.remove(future));
        if (client.get() == null) { // closed meanwhile
            end.accept(ended("the call"));
        }
    }

    private InputStream watched(InputStream stream) {
        WatchedStream watched = new WatchedStream(stream, timer, silence, streams::remove);
        streams.add(watched);
        if (client.get() == null) { // closed meanwhile
            close(watched);
        }
        return watched;
    }

    private record Content(byte[] bytes, Optional<InputStream> stream) {}

    private static HttpRequest.BodyPublisher publisher(SentBody body, long length) {
        HttpRequest.BodyPublisher stream = BodyPublishers.ofInputStream(body);
        return length < 0 ? stream : BodyPublishers.fromPublisher(stream, length);
    }

    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    @Override
    public CompletableFuture<Void> after(Duration delay) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        register(pause, pause::completeExceptionally);
        try {
            timer.schedule(() -> executor.execute(() -> pause.complete(null)), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            pause.completeExceptionally(e);
        }
        return pause;
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

    private static boolean isUnreadable(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SentBody.UnreadableException) {
                return true;
            }
        }
        return false;
    }

    private static HttpFailure failure(Object call, Throwable cause) {
        HttpFailure.Kind kind = HttpFailure.Kind.BROKEN;
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            kind = HttpFailure.Kind.NOT_CONNECTED;
        } else if (cause instanceof java.net.http.HttpTimeoutException) {
            kind = HttpFailure.Kind.TIMEOUT;
        } else if (cause instanceof BoundedBody.TooLargeException) {
            kind = HttpFailure.Kind.TOO_LARGE;
        } else if (isUnreadable(cause)) {
            kind = HttpFailure.Kind.UNREADABLE;
        }
        return new HttpFailure(kind, call + ": " + cause, cause);
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            System.getLogger(JdkHttpDoor.class.getName())
                    .log(System.Logger.Level.DEBUG, "an answer could not be closed", e);
        }
    }

    /**
     * The client's own thread ends when nobody can reach the client any more. Until then it holds the executor, answers
     * and so classes of the application, which holds this door: what is let go here is what lets the application go.
     * Whoever waits for a call of an API gets its failure now: no thread of the server may wait for an application that is
     * gone.
     */
    @Override
    public void close() {
        HttpClient last = client.getAndSet(null);
        if (last == null) {
            return;
        }
        try {
            pending.values().forEach(end -> executor.execute(() -> end.accept(ended("the call"))));
            streams.forEach(JdkHttpDoor::close);
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
