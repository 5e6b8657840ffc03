package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThreadSessionTest {

    private final TestPool pool = new TestPool();

    private Optional<RequestSession> session(String user) {
        return Optional.of(
                pool.runtime(Map.of()).sessions().open(pool.session(user, Duration.ofHours(1), "rt"), changes -> {}));
    }

    @Test
    void restoresTheSessionAfterNestedTasks() {
        Optional<RequestSession> request = session("alice");
        Optional<RequestSession> given = session("bob");
        assertEquals(request, ThreadSession.orElse(() -> request));
        Runnable after = ThreadSession.give(given);
        assertEquals(given, ThreadSession.orElse(() -> request));
        Runnable afterInner = ThreadSession.give(Optional.empty());
        assertEquals(Optional.empty(), ThreadSession.orElse(() -> request), "none, even where the request has one");
        afterInner.run();
        assertEquals(given, ThreadSession.orElse(() -> request));
        assertEquals(
                Optional.empty(),
                CompletableFuture.supplyAsync(() -> ThreadSession.orElse(Optional::empty))
                        .join(),
                "another thread");
        after.run();
        assertEquals(request, ThreadSession.orElse(() -> request));
    }
}
