package io.github.amplifyjakarta.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One call for all who ask for the same thing at the same time. */
class SingleFlightTest {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final SingleFlight<String, Integer> flights =
            new SingleFlight<>(new ServiceCalls("a service", waiting::add, new BoundedWait(), Clock.systemUTC()));

    private CompletableFuture<Integer> join(String key) {
        return flights.join(key, calls::incrementAndGet);
    }

    private void runAll() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    @Test
    void makesOneCallForAllWhoAskMeanwhile() {
        CompletableFuture<Integer> first = join("a");
        assertSame(first, join("a"));
        assertSame(first, flights.find("a").orElseThrow());
        assertNotSame(first, join("b"), "another key is another call");
        runAll();
        assertEquals(1, first.join());
        assertEquals(2, calls.get());
    }

    @Test
    void makesAnotherCallForWhoAsksOnceTheResultIsThere() {
        List<CompletableFuture<Integer>> second = new ArrayList<>();
        var unused = join("a").thenRun(() -> second.add(join("a")));
        runAll();
        assertEquals(2, second.get(0).join());
        assertEquals(Optional.empty(), flights.find("a"));
    }

    @Test
    void tellsHowTheCallEndedBeforeAnybodyHasItsResult() {
        List<String> order = new ArrayList<>();
        var unused = flights.join(
                        "a", Optional::empty, calls::incrementAndGet, (result, failure) -> order.add("ended " + result))
                .thenRun(() -> order.add("result"));
        runAll();
        assertEquals(List.of("ended 1", "result"), order);
    }

    @Test
    void passesFailuresOnAndKeepsNone() {
        HttpFailure failure = new HttpFailure(HttpFailure.Kind.BROKEN, "broken", null);
        CompletableFuture<Integer> failed = flights.join("a", () -> {
            throw failure;
        });
        runAll();
        assertSame(
                failure, assertThrows(CompletionException.class, failed::join).getCause());
        CompletableFuture<Integer> next = join("a");
        runAll();
        assertEquals(1, next.join());
    }

    @Test
    void tellsOfACallThatIsNotMade() {
        SingleFlight<String, Integer> over = new SingleFlight<>(new ServiceCalls(
                "a service",
                task -> {
                    throw new java.util.concurrent.RejectedExecutionException("over");
                },
                new BoundedWait(),
                Clock.systemUTC()));
        List<Throwable> told = new ArrayList<>();
        CompletableFuture<Integer> refused =
                over.join("a", Optional::empty, calls::incrementAndGet, (result, failure) -> told.add(failure));
        assertInstanceOf(
                HttpFailure.class,
                assertThrows(CompletionException.class, refused::join).getCause());
        assertEquals(1, told.size());
        assertEquals(0, calls.get());
    }

    @Test
    void makesNoCallWhenAResultIsKept() {
        CompletableFuture<Integer> kept =
                flights.join("a", () -> Optional.of(7), calls::incrementAndGet, (result, failure) -> {});
        assertEquals(7, kept.join());
        assertTrue(waiting.isEmpty(), "no call is started");
        assertTrue(flights.find("a").isEmpty());
    }

    @Test
    void endsTheWaitEarly() {
        CompletableFuture<Integer> first = join("a");
        flights.complete("a", -1);
        assertEquals(-1, first.join());
        CompletableFuture<Integer> second = join("a");
        runAll();
        assertEquals(2, second.join());
        assertTrue(flights.find("a").isEmpty());
        flights.complete("a", -1); // which is not under way
    }
}
