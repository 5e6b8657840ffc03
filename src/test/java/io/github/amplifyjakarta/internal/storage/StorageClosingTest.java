package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the calls that are under way when the application ends. */
class StorageClosingTest extends WithFaultyS3 {

    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger aborted = new AtomicInteger();

    /** Method and path of what is under way; of an upload, several parts are. */
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();

    StorageClosingTest() {
        super(Duration.ofSeconds(10));
    }

    @AfterEach
    void endWhatHangs() {
        never.countDown();
    }

    /** An S3 that begins everything, and ends nothing but what is aborted. */
    private FaultyServer.Answer hangingAfter(CountDownLatch begun) {
        return exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            switch (exchange.getRequestMethod()) {
                case "POST" ->
                    send(
                            exchange,
                            200,
                            "<InitiateMultipartUploadResult><UploadId>UP</UploadId></InitiateMultipartUploadResult>");
                case "DELETE" -> {
                    aborted.incrementAndGet();
                    send(exchange, 204, "");
                }
                case "GET" -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(new byte[10]);
                    exchange.getResponseBody().flush();
                    hang(exchange, begun);
                }
                default -> {
                    if (query.contains("partNumber=1&")) {
                        exchange.getResponseHeaders().set("ETag", "\"part\"");
                        send(exchange, 200, "");
                    } else {
                        hang(exchange, begun);
                    }
                }
            }
        };
    }

    private void hang(HttpExchange exchange, CountDownLatch begun) {
        if (hanging.add(exchange.getRequestMethod() + exchange.getRequestURI().getPath())) {
            begun.countDown();
        }
        try {
            assertTrue(never.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private Future<StorageException> failure(Callable<?> call) {
        return server.threads().submit(() -> assertThrows(StorageException.class, call::call));
    }

    /** {@return how a download ends that has begun, or begins just now} */
    private StorageException failureOfDownload(StoragePath path) {
        try {
            StorageDownload download = client.downloadData(path);
            IOException broken =
                    assertThrows(IOException.class, () -> download.body().readAllBytes());
            return assertInstanceOf(StorageException.class, broken.getCause());
        } catch (StorageException e) {
            return e;
        }
    }

    private static void assertEnded(StorageException ended) {
        assertEquals(Reason.CANCELED, ended.reason());
        assertTrue(ended.getMessage().contains("the application has ended"), ended.getMessage());
        assertEquals(0, ended.getSuppressed().length);
    }

    @Test
    void endsEveryCallAndLeavesNoParts() throws Exception {
        int uploads = 20;
        CountDownLatch begun = new CountDownLatch(3 * uploads);
        server.answers(hangingAfter(begun));
        List<Future<StorageException>> failures = new ArrayList<>();
        for (int i = 0; i < uploads; i++) {
            StoragePath large = path("public/large-" + i);
            StoragePath small = path("public/small-" + i);
            failures.add(failure(() -> client.uploadData(large, UploadData.of(new byte[11 << 20]))));
            failures.add(failure(() -> client.uploadData(small, UploadData.of(new byte[1 << 20]))));
            failures.add(server.threads().submit(() -> failureOfDownload(large)));
        }
        assertTrue(begun.await(30, TimeUnit.SECONDS), "missing: " + begun.getCount());
        storage.close();
        for (Future<StorageException> each : failures) {
            assertEnded(each.get(10, TimeUnit.SECONDS));
        }
        assertEquals(uploads, aborted.get());
    }

    @Test
    void endsAnUploadWhoseSourceIsSilent() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        server.answers(exchange -> {
            begun.countDown();
            send(exchange, 500, "");
        });
        try (SubmissionPublisher<java.nio.ByteBuffer> silent = new SubmissionPublisher<>()) {
            Future<StorageException> failure =
                    failure(() -> client.uploadData(path("public/a"), UploadData.of(silent)));
            while (silent.getNumberOfSubscribers() == 0) {
                Thread.onSpinWait();
            }
            storage.close();
            assertEnded(failure.get(10, TimeUnit.SECONDS));
            assertEquals(1, begun.getCount(), "nothing was sent");
        }
    }

    @Test
    void endsAnUploadThatGoesOnAfterTheEnd() throws Exception {
        server.answers(hangingAfter(new CountDownLatch(1)));
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        Future<StorageException> failure = failure(() -> client.uploadData(path("public/a"), out -> {
            out.write(new byte[(5 << 20) + 1]); // the first part is under way now
            written.countDown();
            try {
                assertTrue(closed.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            out.write(new byte[20 << 20]);
        }));
        assertTrue(written.await(30, TimeUnit.SECONDS));
        Thread closing = new Thread(storage::close);
        closing.start();
        Thread.sleep(100); // either way the upload has to end
        closed.countDown();
        assertEnded(failure.get(20, TimeUnit.SECONDS));
        closing.join(20_000);
        assertEquals(1, aborted.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesCallsAfterTheEndAndStartsNoThreadsForThem(boolean used) {
        server.answers(exchange -> send(exchange, 403, ""));
        if (used) {
            assertThrows(StorageException.class, () -> client.list(path("public/")));
            server.asked().clear();
        }
        storage.close();
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        assertEnded(assertThrows(StorageException.class, () -> client.list(path("public/"))));
        assertEnded(assertThrows(StorageException.class, () -> client.downloadData(path("public/a"))));
        assertEnded(assertThrows(StorageException.class, () -> client.copy(path("public/a"), path("public/b"))));
        assertEnded(assertThrows(
                StorageException.class, () -> client.uploadData(path("public/a"), UploadData.of(new byte[20 << 20]))));
        assertEquals(List.of(), server.asked());
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !threads.contains(thread))
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("sdk-"))
                        .toList());
    }

    @Test
    void abortsAnUploadWhoseSourceBlocksForLong() throws Exception {
        Storage impatient = storage(server.uri(), Duration.ofSeconds(1));
        server.answers(hangingAfter(new CountDownLatch(1)));
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Future<StorageException> failure =
                failure(() -> impatient.client(FixedSession::new).uploadData(path("public/a"), out -> {
                    out.write(new byte[(5 << 20) + 1]);
                    written.countDown();
                    awaitUninterrupted(closed);
                    out.write(1);
                }));
        assertTrue(written.await(30, TimeUnit.SECONDS));
        impatient.close();
        assertEquals(1, aborted.get(), "aborted instead of its thread");
        closed.countDown();
        assertEnded(failure.get(10, TimeUnit.SECONDS));
        assertEquals(1, aborted.get());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void abortsAnUploadWithinTheSourceOfAnother() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        server.answers(hangingAfter(begun));
        CompletableFuture<Void> cancel = new CompletableFuture<>();
        Future<StorageException> failure = failure(() -> client.uploadData(
                path("public/outer"),
                out -> {
                    out.write(new byte[(5 << 20) + 1]); // its first part is answered
                    client.uploadData(path("public/inner"), UploadData.of(new byte[11 << 20]));
                },
                options -> options.canceledBy(cancel)));
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        cancel.complete(null);
        StorageException canceled = failure.get(20, TimeUnit.SECONDS);
        assertEquals(Reason.CANCELED, canceled.reason());
        assertEquals(2, aborted.get(), "both");
    }

    @Test
    void abortsAnUploadWhoseThreadIsInterruptedAgainAndAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        server.answers(hangingAfter(begun));
        AtomicReference<Thread> uploading = new AtomicReference<>();
        Future<StorageException> failure = failure(() -> {
            uploading.set(Thread.currentThread());
            try {
                return client.uploadData(path("public/a"), UploadData.of(new byte[30 << 20]));
            } finally {
                assertTrue(Thread.interrupted(), "the interrupt is not lost");
            }
        });
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        for (int i = 0; i < 3; i++) {
            uploading.get().interrupt();
            Thread.sleep(1);
        }
        StorageException interrupted = failure.get(20, TimeUnit.SECONDS);
        assertEquals(Reason.CANCELED, interrupted.reason());
        assertEquals(1, aborted.get());
    }
}
