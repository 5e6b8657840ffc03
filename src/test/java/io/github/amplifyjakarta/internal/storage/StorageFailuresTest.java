package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static io.github.amplifyjakarta.testing.FaultyServer.silence;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an S3 does wrong, or the way to it. Tests are named after what they prevent. */
class StorageFailuresTest {

    /** CRC-32 of {@code hello} as S3 writes it. */
    private static final String HELLO = "NhCmhg==";

    private FaultyServer server;
    private Storage storage;
    private StorageClient client;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        storage = new Storage(
                new StorageConfig("bucket", "eu-central-1", Optional.of(server.uri()), true, Map.of()),
                new HttpConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                Clock.systemUTC());
        client = storage.client(FixedSession::new);
    }

    @AfterEach
    void stop() {
        storage.close();
        server.close();
    }

    private static String error(String code, String message) {
        return "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
    }

    private StorageException failure() {
        return assertThrows(StorageException.class, () -> client.copy(path("public/a"), path("public/b")));
    }

    @Test
    void bytesThatChangedOnTheWayDown(@TempDir Path folder) throws IOException {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("x-amz-checksum-crc32", HELLO);
            send(exchange, 200, "jello");
        });
        StorageDownload download = client.downloadData(path("public/a"));
        IOException wrong =
                assertThrows(IOException.class, () -> download.body().readAllBytes());
        assertTrue(wrong.getMessage().contains("not those that were stored"), wrong.getMessage());
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThrows(
                IOException.class, () -> client.downloadData(path("public/a")).writeTo(file));
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("x-amz-checksum-crc32", HELLO);
            send(exchange, 200, "hello");
        });
        client.downloadData(path("public/a")).writeTo(file);
        assertEquals("hello", Files.readString(file));
    }

    @Test
    void aDownloadThatBreaksOffAndLooksWhole() {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        StorageDownload download = client.downloadData(path("public/a"));
        assertThrows(IOException.class, () -> download.body().readAllBytes());
    }

    @Test
    void repeatsACallWhoseDocumentBrokeOff() {
        server.answers(exchange -> {
            if (server.asked().size() == 1) {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("<ListBucketResult><Na".getBytes(UTF_8));
                exchange.getResponseBody().flush();
                exchange.close();
            } else {
                send(
                        exchange,
                        200,
                        "<ListBucketResult><Name>bucket</Name><Prefix>public/</Prefix><MaxKeys>1000</MaxKeys>"
                                + "<KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>");
            }
        });
        assertEquals(List.of(), client.list(path("public/")).items());
        assertEquals(List.of("GET", "GET"), server.asked());
    }

    /** CWE-611 and CWE-776: entities in an answer, which read a file, ask another server, or grow. */
    @Test
    void entitiesInAnAnswerOfS3(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "S3cret");
        List<String> elsewhere = new CopyOnWriteArrayList<>();
        String grows = "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY x \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">";
        String secretFile = secret.toUri().toString();
        String otherServer = server.uri() + "/elsewhere";
        for (String type : List.of(
                "[<!ENTITY x SYSTEM \"" + secretFile + "\">]",
                "[<!ENTITY x SYSTEM \"" + otherServer + "\">]",
                "[<!ENTITY % p SYSTEM \"" + otherServer + "\">%p;<!ENTITY x \"\">]",
                "SYSTEM \"" + otherServer + "\"",
                "SYSTEM \"" + secretFile + "\" [<!ENTITY x \"\">]",
                "PUBLIC \"-//A//B\" \"" + otherServer + "\"",
                "[" + grows + "]")) {
            for (String root : List.of("ListBucketResult", "Error", "CopyObjectResult")) {
                server.answers(exchange -> {
                    if (exchange.getRequestURI().getPath().contains("elsewhere")) {
                        elsewhere.add(type);
                    }
                    send(
                            exchange,
                            root.equals("Error") ? 400 : 200,
                            "<?xml version=\"1.0\"?><!DOCTYPE " + root + " " + type + ">" + filled(root, "&x;"));
                });
                String result = answer(root);
                assertFalse(result.contains("S3cret") || result.contains("aaaaaaaaaa"), result);
            }
        }
        assertEquals(List.of(), elsewhere);
        for (String root : List.of("ListBucketResult", "Error")) {
            server.answers(exchange -> send(exchange, root.equals("Error") ? 400 : 200, filled(root, "S3cret")));
            assertTrue(answer(root).contains("S3cret"), root + " is read without entities: " + answer(root));
        }
    }

    private static String filled(String root, String text) {
        return "<" + root + "><Name>bucket</Name><Prefix>public/</Prefix><MaxKeys>1000</MaxKeys><KeyCount>1</KeyCount>"
                + "<IsTruncated>false</IsTruncated><Code>" + text + "</Code><Message>" + text + "</Message><ETag>"
                + text
                + "</ETag><Contents><Key>public/" + text + "</Key><ETag>" + text + "</ETag><Size>1</Size></Contents></"
                + root + ">";
    }

    /** {@return everything that the application can see of an answer} */
    private String answer(String root) {
        try {
            return root.equals("CopyObjectResult")
                    ? client.copy(path("public/a"), path("public/b")).toString()
                    : client.list(path("public/")).toString();
        } catch (StorageException e) {
            return e.toString() + e.getCause();
        }
    }

    /** A captive portal says yes to everything; of an upload in parts its last part alone was taken for the object. */
    @Test
    void aPortalThatSaysYesToEverything() {
        server.answers(exchange -> send(exchange, 200, "<html>welcome</html>"));
        List<Executable> calls = List.of(
                () -> client.uploadData(path("public/a"), UploadData.of("hello")),
                () -> client.uploadData(path("public/a"), UploadData.of(new byte[9 << 20])),
                () -> client.copy(path("public/a"), path("public/b")),
                () -> client.list(path("public/")));
        for (Executable call : calls) {
            StorageException failure = assertThrows(StorageException.class, call);
            assertEquals(Reason.INTEGRITY, failure.reason(), failure.getMessage());
        }
        assertEquals(List.of("PUT", "POST", "PUT", "GET"), server.asked());
    }

    /** A portal that comes up while an upload in parts is under way: what is there of it is given up, and nothing is stored. */
    @ParameterizedTest
    @ValueSource(strings = {"partNumber", "uploadId"})
    void aPortalThatSaysYesLater(String from) {
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
    void anS3ThatNeverAnswers() {
        server.answers(exchange -> silence());
        StorageException late = assertThrows(StorageException.class, () -> client.getProperties(path("public/a")));
        assertEquals(Reason.NETWORK, late.reason());
        assertEquals("NetworkError", late.name());
    }

    @Test
    void anUploadThatIsCalledRefusedBecauseItsFirstAnswerWasLost() {
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
    void anothersObjectThatIsTakenForOnesOwn() {
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

    @ParameterizedTest
    @CsvSource({
        "403, RequestTimeTooSkewed, x, clock",
        "403, SignatureDoesNotMatch, x, clock",
        "403, AccessDenied, x, role",
        "403, AccessForbidden, CORSResponse: CORS is not enabled for this bucket., CORS",
        "404, NoSuchBucket, x, amplify.storage.bucket",
        "400, ExpiredToken, x, fetchAuthSession(true)"
    })
    void anErrorThatDoesNotSayWhatHelps(int status, String code, String message, String helps) {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("x-amz-request-id", "REQUEST");
            send(exchange, status, error(code, message));
        });
        StorageException failure = failure();
        assertEquals(code, failure.name());
        assertEquals(status, failure.statusCode().orElseThrow());
        assertEquals("REQUEST", failure.requestId().orElseThrow());
        assertTrue(failure.recoverySuggestion().contains(helps), failure.recoverySuggestion());
        // with another clock it may work: the SDK sets its own by the answer
        assertEquals(code.equals("RequestTimeTooSkewed") ? 3 : 1, server.asked().size());
    }

    /** Those of radosgw have none. */
    @Test
    void anErrorWithoutAMessageThatLosesItsName() {
        server.answers(exchange ->
                send(exchange, 403, "<Error><Code>SignatureDoesNotMatch</Code><RequestId>tx1</RequestId></Error>"));
        StorageException e =
                assertThrows(StorageException.class, () -> client.uploadData(path("public/a"), UploadData.of("x")));
        assertEquals(Reason.SERVICE + " SignatureDoesNotMatch", e.reason() + " " + e.name());
        assertTrue(e.recoverySuggestion().contains("clock"), e.recoverySuggestion());
        assertEquals("S3 answered with status 403 and no message.", e.getMessage());
        StorageException nothing = assertThrows(StorageException.class, () -> client.getProperties(path("public/a")));
        assertEquals(Reason.ACCESS_DENIED + " 403", nothing.reason() + " " + nothing.name());
    }

    @Test
    void aBucketInAnotherRegion() {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("x-amz-bucket-region", "us-west-2");
            send(exchange, 301, error("PermanentRedirect", "elsewhere"));
        });
        assertTrue(
                failure().recoverySuggestion().contains("is in the region us-west-2, not in eu-central-1"),
                failure().recoverySuggestion());
    }

    @Test
    void secretsInWhatIsPrinted() {
        server.answers(exchange -> send(exchange, 403, error("AccessDenied", "x")));
        StorageException failure = failure();
        StringBuilder printed = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            printed.append(cause);
        }
        printed.append(client.getUrl(path("public/a")));
        assertFalse(printed.toString().contains("the-secret-key"), printed.toString());
        assertFalse(printed.toString().contains("the-session-token"), printed.toString());
        assertFalse(printed.toString().contains("X-Amz-Signature"), printed.toString());
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
        server.answers(StorageFailuresTest::takePart);
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
    void anEmptyETagOfAnUploadInParts() {
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
    void partsThatStayBecauseTheSessionEndedDuringTheUpload() {
        StorageException ended = failsAfterTheFirstPart(new FixedSession(false, "eu-central-1:1"));
        assertEquals(Reason.NO_CREDENTIALS, ended.reason());
        assertEquals(0, ended.getSuppressed().length);
        assertEquals("DELETE", server.asked().get(server.asked().size() - 1));
    }

    @Test
    void anUploadThatGoesOnAsTheGuest() {
        StorageException ended = failsAfterTheFirstPart(new FixedSession(true, "eu-central-1:guest"));
        assertEquals(Reason.NO_CREDENTIALS, ended.reason());
        assertTrue(ended.getMessage().contains("eu-central-1:guest, expected eu-central-1:1"), ended.getMessage());
        assertEquals("DELETE", server.asked().get(server.asked().size() - 1));
    }

    @Test
    void aPartThatArrivesAfterTheAbort() {
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
    void aPublisherThatSaysNothingAnyMoreAndCannotBeCancelled() throws Exception {
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
