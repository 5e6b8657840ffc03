package io.github.amplifyjakarta.internal.transport;

import io.github.amplifyjakarta.config.HttpConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transport based on {@link HttpClient}. Each application has one, which is closed with the application. */
public final class JdkHttpTransport implements HttpTransport, ApiTransport, AutoCloseable {

    /** Cognito's responses are a few KiB. A key set or a token response never comes near this limit. */
    private static final int LARGEST_OF_COGNITO = 1 << 20;

    /** A caller that expects a larger response requests a stream. */
    private static final int LARGEST_OF_AN_API = 16 << 20;

    private static final int IDLE_SECONDS = 10;

    /** Null after the transport is closed. */
    private final AtomicReference<@Nullable HttpClient> client;

    private final ExecutorService executor;
    private final ScheduledThreadPoolExecutor timer;
    private final Duration timeLimit;
    private final Duration idleTimeout;

    /** Calls that a caller waits for. The fields below hold pauses and open response streams. */
    private final PendingCalls calls;

    private final Set<CompletableFuture<Void>> pauses = ConcurrentHashMap.newKeySet();
    private final Set<WatchedStream> streams = ConcurrentHashMap.newKeySet();

    public JdkHttpTransport(HttpConfig config) {
        timeLimit = config.connectTimeout().plus(config.requestTimeout());
        idleTimeout = config.idleTimeout();
        executor = Executors.newCachedThreadPool(JdkHttpTransport::thread);
        timer = new ScheduledThreadPoolExecutor(1, JdkHttpTransport::thread);
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        calls = new PendingCalls(executor, timer);
        client = new AtomicReference<>(newClient(config, executor));
    }

    /**
     * The client's own threads inherit the context class loader. It must not be the application's, because that would
     * cause a leak after undeployment.
     */
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
        ApiRequest request = new ApiRequest(
                call.method(),
                call.uri(),
                call.headers(),
                Optional.of(ApiRequest.Body.of(call.bodyBytes())),
                timeLimit,
                false);
        CompletableFuture<ApiReply> reply = new CompletableFuture<>();
        send(request, LARGEST_OF_COGNITO, reply);
        try {
            ApiReply complete = reply.get();
            Map<String, String> headers = new HashMap<>();
            complete.headers().forEach((name, values) -> headers.put(name, values.get(0)));
            return new HttpReply(complete.status(), headers, new String(complete.bytes(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            reply.cancel(true);
            Thread.currentThread().interrupt();
            throw new HttpFailure(HttpFailure.Kind.BROKEN, call + ": interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpFailure failure) {
                throw failure;
            }
            // no request or no thread could be created: the service did not respond
            throw new HttpFailure(HttpFailure.Kind.BROKEN, call + ": " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void send(ApiRequest call, CompletableFuture<ApiReply> reply) {
        send(call, LARGEST_OF_AN_API, reply);
    }

    private void send(ApiRequest call, int largest, CompletableFuture<ApiReply> reply) {
        Exchange exchange = new Exchange(call, largest, reply);
        whileOpen(call, reply, open -> {
            CompletableFuture<HttpResponse<Exchange.Content>> answer =
                    open.sendAsync(exchange.request(), exchange.handler(this::watched));
            answer.whenComplete((response, error) -> {
                if (error == null) {
                    exchange.answered(response);
                } else {
                    exchange.failed(error);
                }
            });
            watch(call, exchange, reply, () -> answer.cancel(true));
        });
    }

    /**
     * {@link HttpClient#sendAsync} delivers every response on the common pool. With one or two processors and a JDK
     * before 25 (JDK-8319447), it starts a thread for each response, which costs more than the rest of a call. But
     * {@link HttpClient#send} reads the body on this thread, and a thread that reads a stream may not notice its time
     * limit.
     */
    @Override
    public void sendAndWait(ApiRequest call, CompletableFuture<ApiReply> reply) {
        if (call.body().filter(body -> body.bytes().isEmpty()).isPresent()) {
            send(call, reply);
            return;
        }
        Exchange exchange = new Exchange(call, LARGEST_OF_AN_API, reply);
        whileOpen(call, reply, open -> {
            HttpRequest request = exchange.request();
            HttpResponse<Exchange.Content> response = null;
            Exception failure = null;
            BlockedThread thread = new BlockedThread();
            try {
                watch(call, exchange, reply, thread::wake);
                response = open.send(request, exchange.handler(this::watched));
            } catch (InterruptedException e) {
                thread.goOnInterrupted();
                failure = e;
            } catch (IOException | IllegalArgumentException | SecurityException e) {
                failure = e; // the response may also cause it: an invalid length is an IllegalArgumentException
            } finally {
                thread.goOn();
            }
            if (response != null) {
                exchange.answered(response);
            } else if (failure != null) {
                exchange.failed(failure);
            }
        });
    }

    private void whileOpen(ApiRequest call, CompletableFuture<ApiReply> reply, Consumer<HttpClient> sending) {
        HttpClient open = client.get();
        if (open == null) {
            reply.completeExceptionally(HttpFailure.ended(call));
            return;
        }
        try {
            sending.accept(open);
        } catch (RejectedExecutionException e) { // closed in the meantime
            reply.completeExceptionally(HttpFailure.ended(call));
        } catch (RuntimeException | Error e) { // the request is invalid
            reply.completeExceptionally(e);
        }
    }

    /**
     * Cancels a request when its reply is cancelled, its time limit is exceeded, or the application ends.
     *
     * @param end cancels the request
     */
    private void watch(ApiRequest call, Exchange exchange, CompletableFuture<ApiReply> reply, Runnable end) {
        Consumer<HttpFailure> endedBy = why -> {
            exchange.endedBy(why);
            end.run();
        };
        calls.add(call, reply, endedBy);
        var unused = reply.whenComplete((done, error) -> {
            if (reply.isCancelled()) {
                end.run();
            }
        });
        if (client.get() == null) { // closed in the meantime
            endedBy.accept(HttpFailure.ended(call));
        } else {
            calls.lookAfterLimits();
        }
    }

    private WatchedStream watched(InputStream stream) {
        WatchedStream watched = new WatchedStream(stream, timer, idleTimeout, streams::remove);
        streams.add(watched);
        if (client.get() == null) { // closed in the meantime
            watched.abandon();
        }
        return watched;
    }

    @Override
    public CompletableFuture<Void> after(Duration delay) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        pauses.add(pause);
        pause.whenComplete((over, ended) -> pauses.remove(pause));
        try {
            timer.schedule(() -> executor.execute(() -> pause.complete(null)), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            pause.completeExceptionally(e);
        }
        if (client.get() == null) { // closed in the meantime
            pause.completeExceptionally(HttpFailure.ended("the call"));
        }
        return pause;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    /**
     * The client's own thread ends when the client becomes unreachable. Until then it holds the executor and responses,
     * and thereby classes of the application, which holds this transport. Releasing the client here therefore releases
     * the application. Threads that wait for an API call get its failure now, because no server thread may wait for an
     * application that is gone.
     */
    @Override
    public void close() {
        HttpClient last = client.getAndSet(null);
        if (last == null) {
            return;
        }
        try {
            calls.endAll();
            pauses.forEach(pause -> executor.execute(() -> pause.completeExceptionally(HttpFailure.ended("the call"))));
            streams.forEach(WatchedStream::abandon);
            if (last instanceof AutoCloseable closeable) { // since JDK 21
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
