package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import io.github.amplifyjakarta.testing.FixedSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that fail, or seem to. */
class UploadTest extends WithFaultyS3 {

    /** A portal that comes up while an upload in parts is under way: what is there of it is given up, and nothing is stored. */
    @ParameterizedTest
    @ValueSource(strings = {"partNumber", "uploadId"})
    void abortsUploadsAnsweredByAWebPage(String from) {
        List<String> asked = new CopyOnWriteArrayList<>();
        server.answers(exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            asked.add(exchange.getRequestMethod());
            if (query.startsWith("uploads")) {
                send(
                        exchange,
                        200,
                        "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
            } else if (exchange.getRequestMethod().equals("PUT") && from.equals("uploadId")) {
                exchange.getResponseHeaders().set("ETag", "\"e\"");
                send(exchange, 200, "");
            } else {
                send(exchange, 200, "<html>welcome</html>");
            }
        });
        StorageException failure = assertThrows(
                StorageException.class, () -> client.uploadData(path("public/a"), UploadData.of(new byte[9 << 20])));
        assertEquals(Reason.INTEGRITY, failure.reason(), failure.getMessage());
        assertEquals(1, asked.stream().filter("DELETE"::equals).count(), asked.toString());
        assertFalse(asked.contains("HEAD"), "an older object may look like this one");
    }

    @Test
    void recognizesAnUploadWhoseResponseWasLost() {
        server.answers(exchange -> {
            if (server.asked().size() == 1) {
                exchange.close(); // stored, and nobody hears of it
            } else if (exchange.getRequestMethod().equals("PUT")) {
                send(exchange, 412, error("PreconditionFailed", "it is there"));
            } else {
                exchange.getResponseHeaders().set("x-amz-checksum-crc32", HELLO);
                exchange.getResponseHeaders().set("ETag", "\"tag\"");
                send(exchange, 200, "");
            }
        });
        assertEquals(
                "\"tag\"",
                client.uploadData(
                                path("public/a"),
                                UploadData.of("hello"),
                                UploadOptions.builder().preventOverwrite().build())
                        .eTag()
                        .orElseThrow());
        assertEquals(List.of("PUT", "PUT", "HEAD"), server.asked());
    }

    @Test
    void reportsAnExistingObjectWithAnotherChecksum() {
        server.answers(exchange -> {
            if (server.asked().size() == 1) {
                exchange.close();
            } else if (exchange.getRequestMethod().equals("PUT")) {
                send(exchange, 412, error("PreconditionFailed", "it is there"));
            } else {
                exchange.getResponseHeaders().set("x-amz-checksum-crc32", "AAAAAA==");
                send(exchange, 200, "");
            }
        });
        StorageException refused = assertThrows(
                StorageException.class,
                () -> client.uploadData(
                        path("public/a"),
                        UploadData.of("hello"),
                        UploadOptions.builder().preventOverwrite().build()));
        assertEquals(Reason.PRECONDITION_FAILED, refused.reason());
    }

    /** An S3 that takes parts, and nothing else that an upload needs. */
    private static void takePart(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            send(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>UP</UploadId></InitiateMultipartUploadResult>");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            send(exchange, 204, "");
        } else {
            exchange.getResponseHeaders().set("ETag", "\"part\"");
            send(exchange, 200, "");
        }
    }

    private StorageException failsAfterTheFirstPart(AuthSession then) {
        server.answers(UploadTest::takePart);
        AtomicReference<AuthSession> session = new AtomicReference<>(new FixedSession());
        return assertThrows(
                StorageException.class,
                () -> storage.client(session::get).uploadData(path("public/a"), out -> {
                    out.write(new byte[(5 << 20) + 1]);
                    session.set(then);
                    out.write(new byte[10 << 20]);
                }));
    }

    /** radosgw's answer to a completion has an element for it and nothing in it. */
    @Test
    void readsTheEntityTagThatACompletionLeavesOut() {
        server.answers(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("ETag", "\"whole-2\"");
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(6 << 20));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            } else if (String.valueOf(exchange.getRequestURI().getQuery()).contains("uploadId")
                    && exchange.getRequestMethod().equals("POST")) {
                send(
                        exchange,
                        200,
                        "<CompleteMultipartUploadResult><Key>public/a</Key><ETag></ETag></CompleteMultipartUploadResult>");
            } else {
                takePart(exchange);
            }
        });
        assertEquals(
                Optional.of("\"whole-2\""),
                client.uploadData(path("public/a"), UploadData.of(new byte[6 << 20]))
                        .eTag());
    }

    @Test
    void abortsAnUploadWhoseSessionEnds() {
        StorageException ended = failsAfterTheFirstPart(new FixedSession(false, "eu-central-1:1"));
        assertEquals(Reason.NO_CREDENTIALS, ended.reason());
        assertEquals(0, ended.getSuppressed().length);
        assertEquals("DELETE", server.asked().get(server.asked().size() - 1));
    }

    @Test
    void abortsAnUploadWhoseIdentityChanges() {
        StorageException ended = failsAfterTheFirstPart(new FixedSession(true, "eu-central-1:guest"));
        assertEquals(Reason.NO_CREDENTIALS, ended.reason());
        assertTrue(ended.getMessage().contains("eu-central-1:guest, expected eu-central-1:1"), ended.getMessage());
        assertEquals("DELETE", server.asked().get(server.asked().size() - 1));
    }

    @Test
    void abortsAnUploadOnceItsPartsHaveEnded() {
        CountDownLatch anotherIsUnderWay = new CountDownLatch(1);
        server.answers(exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            if (query.contains("partNumber=1&")) {
                awaitUninterrupted(anotherIsUnderWay);
                send(exchange, 403, error("AccessDenied", "x"));
            } else if (query.contains("partNumber=")) {
                anotherIsUnderWay.countDown(); // and no answer: it is the client that ends it
            } else {
                takePart(exchange);
            }
        });
        StorageException refused = assertThrows(
                StorageException.class, () -> client.uploadData(path("public/a"), UploadData.of(new byte[20 << 20])));
        assertEquals(Reason.ACCESS_DENIED, refused.reason());
        assertEquals(0, refused.getSuppressed().length);
        assertEquals("DELETE", server.asked().get(server.asked().size() - 1));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void cancelsAnUploadWhosePublisherIsSilent() throws Exception {
        CompletableFuture<Void> cancel = new CompletableFuture<>();
        try (SubmissionPublisher<ByteBuffer> silent = new SubmissionPublisher<>()) {
            Future<StorageException> failure = server.threads()
                    .submit(() -> assertThrows(
                            StorageException.class,
                            () -> client.uploadData(
                                    path("public/a"),
                                    UploadData.of(silent),
                                    UploadOptions.builder().canceledBy(cancel).build())));
            while (silent.getNumberOfSubscribers() == 0) {
                Thread.onSpinWait();
            }
            cancel.complete(null);
            assertEquals(Reason.CANCELED, failure.get(10, TimeUnit.SECONDS).reason());
            assertEquals(List.of(), server.asked());
        }
    }
}
