package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An application with a user pool of its own, and the cookies that its sessions set. */
abstract class SessionFixture {

    static final Duration HOUR = Duration.ofHours(1);
    static final Duration PAST = Duration.ofHours(-1);

    final TestPool pool = new TestPool();
    final AmplifyRuntime runtime = pool.runtime(Map.of());
    final List<SetCookie> changes = Collections.synchronizedList(new ArrayList<>());

    RequestSession open(RequestCookies cookies) {
        return runtime.sessions().open(cookies, changes::addAll);
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
