package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** An application whose calls have threads of their own, and services that hang until a test lets them answer. */
@Timeout(60)
public abstract class SlowServices {

    protected static final Duration HOUR = Duration.ofHours(1);
    protected static final Duration PAST = Duration.ofHours(-1);

    protected final TestPool pool = new TestPool();
    protected final ExecutorService services = Executors.newCachedThreadPool();
    protected final List<AuthEvent> events = new CopyOnWriteArrayList<>();
    protected final AmplifyRuntime runtime = AmplifyRuntime.of(
            TestPool.config(Map.of()),
            new AmplifyRuntime.Environment(pool, services, pool.clock(), pool.clock(), Optional::empty),
            events::add);
    protected final CountDownLatch asked = new CountDownLatch(1);
    protected final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    protected final void close() {
        answer.countDown();
        services.shutdownNow();
    }

    protected final void hang(String operation, TestPool.Aws then) {
        pool.on(operation, call -> {
            asked.countDown();
            await(answer);
            return then.answer(call);
        });
    }

    protected static void await(CountDownLatch latch) throws HttpFailure {
        try {
            assertTrue(latch.await(50, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new HttpFailure(HttpFailure.Kind.BROKEN, "interrupted", e);
        }
    }

    protected final RequestSession open(RequestCookies cookies) {
        return runtime.sessions().open(cookies, changes -> {});
    }
}
