package io.github.amplifyjakarta.internal.jwt;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.testing.TestPool;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FetchedKeySetTest {

    /** Holds the thread that has fetched, where it logs the failure: the fetch has ended, and is not recorded yet. */
    private static final class Holding extends Handler {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void publish(LogRecord line) {
            if (Thread.currentThread().getName().equals("fetcher")) {
                reached.countDown();
                try {
                    boolean unused = released.await(1, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void refusesNoKeyWhileAFetchEnds() throws Exception {
        TestPool pool = new TestPool();
        KeySet keys = pool.keys(URI.create("https://example.com/jwks.json"));
        keys.load();
        pool.pass(Duration.ofSeconds(3));
        pool.on("jwks.json", call -> TestPool.down());
        Holding holding = new Holding();
        Logger log = Logger.getLogger(KeySet.class.getName());
        log.addHandler(holding);
        Thread fetcher = new Thread(
                () -> assertThrows(KeySet.UnavailableException.class, () -> keys.findIssued("key-2")), "fetcher");
        fetcher.start();
        try {
            assertTrue(holding.reached.await(5, TimeUnit.SECONDS));
            assertThrows(KeySet.UnavailableException.class, () -> keys.find("key-2"));
        } finally {
            holding.released.countDown();
            fetcher.join();
            log.removeHandler(holding);
        }
    }
}
