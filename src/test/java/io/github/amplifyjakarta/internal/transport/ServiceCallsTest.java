package io.github.amplifyjakarta.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When calls to a service are no longer made because it does not answer. */
class ServiceCallsTest {

    private final List<String> asked = new ArrayList<>();
    private final ServiceCalls calls = new ServiceCalls("Cognito", Runnable::run, new BoundedWait(), Clock.systemUTC());

    private CompletableFuture<String> ask(CompletableFuture<String> result) {
        calls.start(
                () -> {
                    asked.add("call");
                    throw new HttpFailure(HttpFailure.Kind.TIMEOUT, "no answer", null);
                },
                result);
        return result;
    }

    /** Who waits for the third failure may ask again at once, and must find the circuit open. */
    @Test
    void opensTheCircuitBeforeTheFailureIsKnown() {
        ask(new CompletableFuture<>());
        ask(new CompletableFuture<>());
        List<Throwable> refused = new ArrayList<>();
        CompletableFuture<String> third = new CompletableFuture<>();
        var next = third.whenComplete(
                (found, failed) -> ask(new CompletableFuture<>()).whenComplete((again, why) -> refused.add(why)));
        ask(third);
        assertTrue(next.isCompletedExceptionally());
        assertEquals(3, asked.size());
        assertTrue(
                refused.get(0).getMessage().contains("was not asked"),
                refused.get(0).getMessage());
    }
}
