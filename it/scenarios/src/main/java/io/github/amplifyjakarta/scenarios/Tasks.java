package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Asks for the session on other threads than the request's own. */
@Path("tasks")
@ApplicationScoped
@ContextServiceDefinition(name = "java:app/concurrent/WithSession")
@ManagedExecutorDefinition(name = "java:app/concurrent/Executor", context = "java:app/concurrent/WithSession")
public class Tasks {

    @Inject
    AmplifyServerContext amplify;

    private final CountDownLatch lateMayGoOn = new CountDownLatch(1);
    private volatile CompletableFuture<String> late = CompletableFuture.completedFuture("nothing");

    private static ManagedExecutorService executor(String name) throws NamingException {
        return InitialContext.doLookup(name);
    }

    private String name() {
        try {
            return amplify.isAuthenticated() ? amplify.getCurrentUser().username() : "guest";
        } catch (AmplifyException e) {
            return e.code() + ": " + e.getMessage();
        }
    }

    /** An executor with a context service of its own: what carries the session on every server. */
    @GET
    @Path("own-executor")
    public CompletionStage<String> own() throws NamingException {
        return executor("java:app/concurrent/Executor").supplyAsync(this::name);
    }

    /** The executor that every application has. */
    @GET
    @Path("default-executor")
    public CompletionStage<String> usual() throws NamingException {
        return executor("java:comp/DefaultManagedExecutorService").supplyAsync(this::name);
    }

    /** A thread that nobody manages. */
    @GET
    @Path("plain-thread")
    public String plain() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        new Thread(() -> answer.complete(name()), "unmanaged").start();
        return answer.get(10, TimeUnit.SECONDS);
    }

    /** An executor that went on from the request of one user and works for the next one. */
    @GET
    @Path("nested")
    public String nested() throws Exception {
        ManagedExecutorService executor = executor("java:app/concurrent/Executor");
        Supplier<String> mine = executor.getContextService().contextualSupplier(this::name);
        return name() + " " + mine.get() + " " + executor.submit(mine::get).get(10, TimeUnit.SECONDS) + " " + name();
    }

    /** A task that asks for the session when its request is long over. */
    @GET
    @Path("late")
    public String late() throws NamingException {
        late = executor("java:app/concurrent/Executor").supplyAsync(() -> {
            try {
                return lateMayGoOn.await(10, TimeUnit.SECONDS) ? name() : "never";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return "started";
    }

    /** Lets that task go on, and says what it found. */
    @GET
    @Path("late/result")
    public String lateResult() throws Exception {
        lateMayGoOn.countDown();
        return late.get(10, TimeUnit.SECONDS);
    }

    /** Server-sent events. */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse) throws NamingException {
        executor("java:app/concurrent/Executor").submit(() -> {
            try (sink) {
                sink.send(sse.newEvent(name())).toCompletableFuture().join();
                sink.send(sse.newEvent("again " + name())).toCompletableFuture().join();
            }
        });
    }

    /** The same, but the session is asked for by the request's own thread. */
    @GET
    @Path("events/early")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void earlyEvents(@Context SseEventSink sink, @Context Sse sse) throws NamingException {
        String name = name();
        executor("java:app/concurrent/Executor").submit(() -> {
            try (sink) {
                sink.send(sse.newEvent(name)).toCompletableFuture().join();
            }
        });
    }

    /** The same, but the session is asked for only when the head of the response has left. */
    @GET
    @Path("events/late")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void lateEvents(@Context SseEventSink sink, @Context Sse sse) throws NamingException {
        executor("java:app/concurrent/Executor").submit(() -> {
            try (sink) {
                sink.send(sse.newEvent("first")).toCompletableFuture().join();
                sink.send(sse.newEvent(name())).toCompletableFuture().join();
            }
        });
    }
}
