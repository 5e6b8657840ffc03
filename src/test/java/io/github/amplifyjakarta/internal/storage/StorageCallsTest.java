package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.GetUrlOptions.Method;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.RemoveFolderResult;
import io.github.amplifyjakarta.storage.ServerSideEncryption;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** What is sent to S3, and what of its answers arrives. */
class StorageCallsTest {

    private record Sent(String method, URI uri, Headers headers) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.getFirst(name));
        }

        boolean has(String text) {
            return String.valueOf(uri.getRawQuery()).contains(text);
        }
    }

    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private FaultyServer server;
    private Storage storage;
    private StorageClient client;

    private static Storage storage(String region, Optional<URI> endpoint, boolean pathStyle) {
        return new Storage(
                new StorageConfig(
                        "bucket",
                        region,
                        endpoint,
                        pathStyle,
                        Map.of("other", new StorageConfig.Bucket("other-1", region))),
                new HttpConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                Clock.systemUTC());
    }

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        storage = storage("eu-central-1", Optional.of(server.uri()), true);
        client = storage.client(FixedSession::new);
    }

    @AfterEach
    void stop() {
        storage.close();
        server.close();
    }

    private void answers(FaultyServer.Answer answer) {
        server.answers(exchange -> {
            sent.add(new Sent(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders()));
            answer.give(exchange);
        });
    }

    private static void answer(HttpExchange exchange, Map<String, String> headers) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        send(exchange, 200, "");
    }

    private static boolean has(HttpExchange exchange, String text) {
        return String.valueOf(exchange.getRequestURI().getRawQuery()).contains(text);
    }

    /** An S3 that takes everything. */
    private static void take(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST") && has(exchange, "uploads")) {
            send(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>UP</UploadId></InitiateMultipartUploadResult>");
        } else if (exchange.getRequestMethod().equals("POST")) {
            send(
                    exchange,
                    200,
                    "<CompleteMultipartUploadResult><Key>a</Key><ETag>\"whole\"</ETag></CompleteMultipartUploadResult>");
        } else if (exchange.getRequestHeaders().containsKey("x-amz-copy-source")) {
            send(exchange, 200, "<CopyPartResult><ETag>\"part\"</ETag></CopyPartResult>");
        } else {
            answer(exchange, Map.of("ETag", "\"part\""));
        }
    }

    @Test
    void sendsWhatAnUploadIsToHave() {
        answers(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(6 << 20));
            }
            take(exchange);
        });
        for (int size : List.of(5, 6 << 20)) {
            sent.clear();
            StorageItem stored = client.uploadData(
                    path("public/a"),
                    UploadData.of(new byte[size]),
                    upload -> upload.contentType("text/csv")
                            .contentEncoding("gzip")
                            .contentDisposition("inline")
                            .contentLanguage("de")
                            .cacheControl("no-cache")
                            .metadata(Map.of("Album", "2026"))
                            .tags(Map.of("kind", "a b"))
                            .storageClass("INTELLIGENT_TIERING")
                            .serverSideEncryption(ServerSideEncryption.kms("alias/documents")));
            Headers headers = sent.get(0).headers();
            assertEquals(
                    List.of(
                            "text/csv",
                            "gzip",
                            "inline",
                            "de",
                            "no-cache",
                            "2026",
                            "kind=a%20b",
                            "INTELLIGENT_TIERING",
                            "aws:kms",
                            "alias/documents"),
                    IntStream.range(0, 10)
                            .mapToObj(i -> headers.getFirst(List.of(
                                            "Content-Type",
                                            "Content-Encoding",
                                            "Content-Disposition",
                                            "Content-Language",
                                            "Cache-Control",
                                            "x-amz-meta-album",
                                            "x-amz-tagging",
                                            "x-amz-storage-class",
                                            "x-amz-server-side-encryption",
                                            "x-amz-server-side-encryption-aws-kms-key-id")
                                    .get(i)))
                            .toList());
            assertEquals(Map.of("Album", "2026"), stored.metadata());
            assertEquals(Optional.of("gzip"), stored.contentEncoding());
            assertEquals(Optional.of(ServerSideEncryption.kms("alias/documents")), stored.serverSideEncryption());
        }
    }

    @Test
    void readsBackWhatAnUploadWasGiven() {
        answers(exchange -> answer(
                exchange,
                Map.of(
                        "Content-Type",
                        "text/csv",
                        "Content-Encoding",
                        "gzip",
                        "Content-Disposition",
                        "inline",
                        "Content-Language",
                        "de",
                        "Cache-Control",
                        "no-cache",
                        "x-amz-meta-Album",
                        "2026",
                        "x-amz-storage-class",
                        "GLACIER_IR",
                        "x-amz-server-side-encryption",
                        "aws:kms",
                        "x-amz-server-side-encryption-aws-kms-key-id",
                        "arn:key")));
        StorageItem properties = client.getProperties(path("public/a"));
        StorageItem downloaded;
        try (StorageDownload download = client.downloadData(path("public/a"))) {
            downloaded = download.item();
        }
        for (StorageItem item : List.of(properties, downloaded)) {
            assertEquals(Optional.of("text/csv"), item.contentType());
            assertEquals(Optional.of("gzip"), item.contentEncoding());
            assertEquals(Optional.of("inline"), item.contentDisposition());
            assertEquals(Optional.of("de"), item.contentLanguage());
            assertEquals(Optional.of("no-cache"), item.cacheControl());
            assertEquals(Map.of("album", "2026"), item.metadata());
            assertEquals(Optional.of("GLACIER_IR"), item.storageClass());
            assertEquals(Optional.of(ServerSideEncryption.kms("arn:key")), item.serverSideEncryption());
        }
    }

    @Test
    void keepsTheEntityTagOfWhatHasNotChanged() {
        answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"same\"");
            exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
        });
        StorageDownload download = client.downloadData(path("public/a"), options -> options.ifNoneMatch("\"same\""));
        assertTrue(download.notModified());
        assertEquals(Optional.of("\"same\""), download.item().eTag());
        assertEquals(Optional.of("max-age=60"), download.item().cacheControl());
        assertEquals(OptionalLong.empty(), download.item().size());
    }

    @Test
    void refusesMetadataThatS3WouldTakeForOne() {
        StorageException refused = assertThrows(
                StorageException.class,
                () -> client.uploadData(
                        path("public/a"), UploadData.of("a"), upload -> upload.metadata(Map.of("A", "1", "a", "2"))));
        assertEquals(Reason.INVALID_INPUT, refused.reason());
        assertTrue(refused.getMessage().contains("\"a\" is given twice"), refused.getMessage());
        assertEquals(List.of(), server.asked());
    }

    @Test
    void signsMetadataIntoAUrlForWriting() {
        String url = client.getUrl(
                        path("public/a"), options -> options.method(Method.PUT).metadata(Map.of("Owner", "a b")))
                .url()
                .getRawQuery();
        assertTrue(url.contains("x-amz-meta-owner=a%20b"), url);
        assertThrows(
                IllegalArgumentException.class,
                () -> client.getUrl(path("public/a"), options -> options.metadata(Map.of("a", "b"))));
    }

    @Test
    void keepsTheOwnerOfTheBucketFromClientToClient() {
        answers(exchange -> answer(exchange, Map.of("Content-Length", "1")));
        StorageClient owned = client.expectedBucketOwner("123456789012");
        for (StorageClient each : List.of(
                owned,
                owned.bucket("other"),
                owned.bucket("third", "eu-west-1"),
                owned.bucket("other").bucket("third", "eu-west-1"))) {
            sent.clear();
            each.getProperties(path("public/a"));
            assertEquals(Optional.of("123456789012"), sent.get(0).header("x-amz-expected-bucket-owner"));
        }
    }

    @Test
    void refusesAccelerationWhereThereIsNone() {
        for (Storage without : List.of(
                storage("eu-central-1", Optional.of(server.uri()), false),
                storage("eu-central-1", Optional.empty(), true),
                storage("cn-north-1", Optional.empty(), false))) {
            StorageException refused = assertThrows(
                    StorageException.class,
                    () -> without.client(FixedSession::new).useAccelerateEndpoint());
            assertEquals(Reason.INVALID_INPUT, refused.reason());
            assertEquals("AccelerateUnavailable", refused.name());
            without.close();
        }
        try (Storage with = storage("eu-central-1", Optional.empty(), false)) {
            StorageClient accelerated = with.client(FixedSession::new).useAccelerateEndpoint();
            assertEquals(
                    "other-1.s3-accelerate.amazonaws.com",
                    accelerated.bucket("other").getUrl(path("public/a")).url().getHost());
            assertEquals(
                    "AccelerateUnavailable",
                    assertThrows(StorageException.class, () -> accelerated.bucket("third", "cn-north-1"))
                            .name());
        }
    }

    /** What the AWS SDK reads from system properties, and in the same way from the environment. */
    @Test
    void asksTheEndpointOfTheConfigurationWhateverTheServerIsStartedWith() {
        Map<String, String> others = Map.of(
                "aws.endpointUrlS3",
                server.uri() + "/other",
                "aws.endpointUrl",
                server.uri() + "/other",
                "aws.useFipsEndpoint",
                "true",
                "aws.useDualstackEndpoint",
                "true",
                "aws.profile",
                "other");
        others.forEach(System::setProperty);
        List<String> hosts = new ArrayList<>();
        SdkHttpClient http = new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                hosts.add(request.httpRequest().host());
                throw AbortedException.create("seen");
            }

            @Override
            public void close() {
                hosts.add("closed");
            }
        };
        try (Storage plain = new Storage(
                new StorageConfig("bucket", "eu-west-1", Optional.empty(), false, Map.of()),
                new HttpConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                Clock.systemUTC(),
                http)) {
            for (String region : List.of("eu-west-1", "us-east-1")) {
                StorageClient bucket = plain.client(FixedSession::new).bucket("bucket", region);
                String host = "bucket.s3." + region + ".amazonaws.com";
                assertThrows(StorageException.class, () -> bucket.getProperties(path("a")));
                assertEquals(host, hosts.get(hosts.size() - 1));
                assertEquals(host, bucket.getUrl(path("a")).url().getHost());
            }
        } finally {
            others.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void refusesAnEmptyDelimiter() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ListOptions.builder().excludeSubpaths("").build());
    }

    private static String page(int from, int to, Optional<String> next) {
        return "<ListBucketResult><Name>bucket</Name><Prefix>public/</Prefix><MaxKeys>1000</MaxKeys><KeyCount>"
                + (to - from)
                + "</KeyCount><IsTruncated>" + next.isPresent() + "</IsTruncated>"
                + next.map(token -> "<NextContinuationToken>" + token + "</NextContinuationToken>")
                        .orElse("")
                + IntStream.range(from, to)
                        .mapToObj(i -> "<Contents><Key>public/" + i + "</Key><Size>" + i + "</Size></Contents>")
                        .collect(Collectors.joining())
                + "</ListBucketResult>";
    }

    private void threePages() {
        answers(exchange -> send(
                exchange,
                200,
                has(exchange, "continuation-token=2")
                        ? page(5, 6, Optional.empty())
                        : has(exchange, "continuation-token=1")
                                ? page(3, 5, Optional.of("2"))
                                : page(0, 3, Optional.of("1"))));
    }

    @Test
    void followsPagesAsFarAsTheyAreRead() {
        threePages();
        assertEquals(
                15,
                client.stream(path("public/"))
                        .mapToLong(item -> item.size().orElseThrow())
                        .sum());
        assertEquals(3, sent.size());
        sent.clear();
        assertEquals(3, client.stream(path("public/")).limit(3).count());
        assertEquals(1, sent.size(), "nobody has asked for the second page");
        sent.clear();
        assertTrue(client.stream(path("public/")).anyMatch(item -> item.path().equals("public/4")));
        assertEquals(2, sent.size());
    }

    @Test
    void countsWhatS3DoesNotNameWhenAFolderIsRemoved() {
        answers(exchange -> send(
                exchange,
                200,
                exchange.getRequestMethod().equals("POST")
                        ? "<DeleteResult></DeleteResult>"
                        : page(0, 2, Optional.empty())));
        RemoveFolderResult result = client.removeFolder(path("public/"));
        assertEquals(0, result.removedCount());
        assertEquals(2, result.failedCount());
        assertEquals(
                List.of("public/0", "public/1"),
                result.failures().stream().map(RemoveFolderResult.Failure::path).toList());
    }

    @Test
    void keepsAThousandFailuresOfAFolderAndCountsAll() {
        answers(exchange -> send(
                exchange,
                200,
                exchange.getRequestMethod().equals("POST")
                        ? "<DeleteResult></DeleteResult>"
                        : has(exchange, "continuation-token")
                                ? page(1000, 1500, Optional.empty())
                                : page(0, 1000, Optional.of("1"))));
        List<Integer> batches = new ArrayList<>();
        RemoveFolderResult result = client.removeFolder(
                path("public/"),
                options -> options.onProgress(batch -> {
                    batches.add(batch.failed().size());
                    throw new IllegalStateException("a listener");
                }));
        assertEquals(1500, result.failedCount());
        assertEquals(1000, result.failures().size());
        assertEquals(List.of(1000, 500), batches);
    }

    @Test
    void removesOneByOneWhatXmlCannotSay() {
        answers(exchange -> {
            switch (exchange.getRequestMethod()) {
                case "POST" ->
                    send(exchange, 200, "<DeleteResult><Deleted><Key>public/a</Key></Deleted></DeleteResult>");
                case "DELETE" -> send(exchange, 204, "");
                default ->
                    send(
                            exchange,
                            200,
                            "<ListBucketResult><Name>bucket</Name><Prefix>public/</Prefix><MaxKeys>1000</MaxKeys>"
                                    + "<KeyCount>3</KeyCount><IsTruncated>false</IsTruncated>"
                                    + "<EncodingType>url</EncodingType><Contents><Key>public/a</Key></Contents>"
                                    + "<Contents><Key>public/%01b</Key></Contents>"
                                    + "<Contents><Key>public/c%0Ad</Key></Contents></ListBucketResult>");
            }
        });
        RemoveFolderResult result = client.removeFolder(path("public/"));
        assertEquals(3, result.removedCount());
        assertEquals(List.of(), result.failures());
        assertEquals(
                List.of("/bucket/public/%01b", "/bucket/public/c%0Ad"),
                sent.stream()
                        .filter(request -> request.method().equals("DELETE"))
                        .map(request -> request.uri().getRawPath())
                        .toList());
    }

    @Test
    void copiesLargeObjectsInPartsThatCoverThem() {
        long size = 6L << 30;
        answers(exchange -> {
            boolean single = exchange.getRequestMethod().equals("PUT") && !has(exchange, "partNumber");
            if (single) {
                send(
                        exchange,
                        400,
                        "<Error><Code>InvalidRequest</Code><Message>The specified copy source is larger than the maximum"
                                + " allowable size for a copy source: 5368709120</Message></Error>");
            } else if (exchange.getRequestMethod().equals("HEAD")) {
                answer(
                        exchange,
                        Map.of(
                                "Content-Length",
                                String.valueOf(size),
                                "ETag",
                                "\"v1\"",
                                "Content-Type",
                                "video/mp4",
                                "Content-Encoding",
                                "gzip",
                                "Cache-Control",
                                "no-cache",
                                "Expires",
                                "Thu, 01 Dec 2033 16:00:00 GMT",
                                "x-amz-meta-album",
                                "2026",
                                "x-amz-tagging-count",
                                "1"));
            } else if (has(exchange, "tagging")) {
                send(
                        exchange,
                        200,
                        "<Tagging><TagSet><Tag><Key>kind</Key><Value>film</Value></Tag></TagSet></Tagging>");
            } else {
                take(exchange);
            }
        });
        client.copy(
                CopySource.builder(path("public/a"))
                        .bucket("other")
                        .expectedBucketOwner("123456789012")
                        .build(),
                path("public/b"),
                copy -> copy.storageClass("STANDARD_IA"));
        Sent start = sent.stream()
                .filter(request -> request.has("uploads"))
                .findFirst()
                .orElseThrow();
        assertEquals("/bucket/public/b", start.uri().getPath());
        assertEquals(Optional.of("video/mp4"), start.header("Content-Type"));
        assertEquals(Optional.of("gzip"), start.header("Content-Encoding"));
        assertEquals(Optional.of("no-cache"), start.header("Cache-Control"));
        assertEquals(Optional.of("Thu, 01 Dec 2033 16:00:00 GMT"), start.header("Expires"));
        assertEquals(Optional.of("2026"), start.header("x-amz-meta-album"));
        assertEquals(Optional.of("kind=film"), start.header("x-amz-tagging"));
        assertEquals(Optional.of("STANDARD_IA"), start.header("x-amz-storage-class"));
        Map<Integer, long[]> parts = new HashMap<>();
        Pattern range = Pattern.compile("bytes=(\\d+)-(\\d+)");
        for (Sent part : sent) {
            if (part.has("partNumber")) {
                assertEquals(Optional.of("\"v1\""), part.header("x-amz-copy-source-if-match"));
                assertEquals(Optional.of("other-1/public/a"), part.header("x-amz-copy-source"));
                assertEquals(Optional.of("123456789012"), part.header("x-amz-source-expected-bucket-owner"));
                MatchResult found = range.matcher(
                                part.header("x-amz-copy-source-range").orElseThrow())
                        .results()
                        .findFirst()
                        .orElseThrow();
                int number = Integer.parseInt(part.uri().getQuery().replaceAll(".*partNumber=(\\d+).*", "$1"));
                parts.put(number, new long[] {Long.parseLong(found.group(1)), Long.parseLong(found.group(2))});
            }
        }
        assertEquals(48, parts.size());
        long next = 0;
        for (int number :
                parts.keySet().stream().sorted(Comparator.naturalOrder()).toList()) {
            assertEquals(next, parts.get(number)[0], "part " + number);
            next = parts.get(number)[1] + 1;
        }
        assertEquals(size, next);
        assertEquals("POST", sent.get(sent.size() - 1).method());
    }

    @Test
    void saysWhatS3SaysOfACopyThatIsRefusedForAnotherReason() {
        answers(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                answer(exchange, Map.of("Content-Length", "5", "ETag", "\"v1\""));
            } else {
                send(
                        exchange,
                        400,
                        "<Error><Code>InvalidRequest</Code><Message>This copy request is illegal</Message></Error>");
            }
        });
        StorageException refused =
                assertThrows(StorageException.class, () -> client.copy(path("public/a"), path("public/a")));
        assertEquals("This copy request is illegal", refused.getMessage());
        assertEquals(List.of("PUT", "HEAD"), server.asked());
    }

    @Test
    void leavesNoPartsOfACopyThatFails() {
        answers(exchange -> {
            if (exchange.getRequestMethod().equals("PUT")) {
                boolean part = has(exchange, "partNumber");
                send(
                        exchange,
                        part ? 412 : 400,
                        "<Error><Code>" + (part ? "PreconditionFailed" : "InvalidRequest") + "</Code></Error>");
            } else if (exchange.getRequestMethod().equals("HEAD")) {
                answer(exchange, Map.of("Content-Length", String.valueOf(6L << 30), "ETag", "\"v1\""));
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                send(exchange, 204, "");
            } else {
                take(exchange);
            }
        });
        StorageException changed =
                assertThrows(StorageException.class, () -> client.copy(path("public/a"), path("public/b")));
        assertEquals(Reason.PRECONDITION_FAILED, changed.reason());
        assertEquals("DELETE", sent.get(sent.size() - 1).method());
        assertFalse(sent.stream()
                .anyMatch(request -> request.has("uploadId") && request.method().equals("POST")));
    }

    private static final String TOO_LARGE =
            "<Error><Code>InvalidRequest</Code><Message>The specified copy source is larger</Message></Error>";

    /** An S3 with an object of 6 GiB and how it ends a copy of it. */
    private void largeObject(Map<String, String> head, FaultyServer.Answer completion) {
        answers(exchange -> {
            if (exchange.getRequestMethod().equals("PUT") && !has(exchange, "partNumber")) {
                send(exchange, 400, TOO_LARGE);
            } else if (exchange.getRequestMethod().equals("HEAD")
                    && exchange.getRequestHeaders().containsKey("If-unmodified-since")) {
                exchange.sendResponseHeaders(412, -1);
                exchange.close();
            } else if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(6L << 30));
                answer(exchange, head);
            } else if (exchange.getRequestMethod().equals("POST") && has(exchange, "uploadId")) {
                completion.give(exchange);
            } else if (has(exchange, "tagging")) {
                send(exchange, 403, "<Error><Code>AccessDenied</Code></Error>");
            } else {
                take(exchange);
            }
        });
    }

    @Test
    void copiesNothingInPartsThatWasModifiedSince() {
        largeObject(Map.of("ETag", "\"v1\""), StorageCallsTest::take);
        StorageException changed = assertThrows(
                StorageException.class,
                () -> client.copy(
                        CopySource.builder(path("public/a"))
                                .notModifiedSince(Instant.parse("2020-01-01T00:00:00Z"))
                                .build(),
                        path("public/b")));
        assertEquals(Reason.PRECONDITION_FAILED, changed.reason());
        assertEquals("PreconditionFailed", changed.name());
        assertTrue(changed.getSuppressed()[0].getMessage().contains("larger"), "what began it is told: " + changed);
        assertFalse(sent.stream().anyMatch(request -> request.has("uploads")));
    }

    @Test
    void copiesWithoutTagsForWhomMayNotReadThem() {
        largeObject(Map.of("ETag", "\"v1\""), StorageCallsTest::take);
        client.copy(path("public/a"), path("public/b"));
        Sent start = sent.stream()
                .filter(request -> request.has("uploads"))
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.empty(), start.header("x-amz-tagging"));
        largeObject(Map.of("ETag", "\"v1\"", "x-amz-tagging-count", "2"), StorageCallsTest::take);
        assertEquals(
                Reason.ACCESS_DENIED,
                assertThrows(StorageException.class, () -> client.copy(path("public/a"), path("public/b")))
                        .reason());
    }

    @Test
    void findsACopyDoneWhoseAnswerWasLost() {
        List<String> completions = Collections.synchronizedList(new ArrayList<>());
        FaultyServer.Answer lost = exchange -> {
            completions.add("POST");
            if (completions.size() == 1) {
                exchange.close();
            } else {
                send(exchange, 404, "<Error><Code>NoSuchUpload</Code></Error>");
            }
        };
        largeObject(Map.of("ETag", "\"whole-48\""), lost);
        client.copy(path("public/a"), path("public/b"));
        assertEquals(2, completions.size());
        completions.clear();
        largeObject(Map.of("ETag", "\"another\""), lost);
        assertEquals(
                Reason.NOT_FOUND,
                assertThrows(StorageException.class, () -> client.copy(path("public/a"), path("public/b")))
                        .reason());
    }

    @Test
    void countsEachObjectOfAFolderOnce() {
        answers(exchange -> send(
                exchange,
                200,
                exchange.getRequestMethod().equals("POST")
                        ? "<DeleteResult><Deleted><Key>public/0</Key></Deleted><Deleted><Key>public/1</Key></Deleted>"
                                + "<Error><Key>public/0</Key><Code>AccessDenied</Code></Error>"
                                + "<Error><Key>nobody/x</Key><Code>AccessDenied</Code></Error><Error></Error></DeleteResult>"
                        : page(0, 2, Optional.empty())));
        assertEquals(new RemoveFolderResult(2, 0, List.of()), client.removeFolder(path("public/")));
    }

    @Test
    void tellsWhatOfAFolderIsGoneBeforeItFails() {
        answers(exchange -> {
            switch (exchange.getRequestMethod()) {
                case "POST" ->
                    send(exchange, 200, "<DeleteResult><Deleted><Key>public/a</Key></Deleted></DeleteResult>");
                case "DELETE" -> exchange.close();
                default ->
                    send(
                            exchange,
                            200,
                            "<ListBucketResult><Name>bucket</Name><Prefix>public/</Prefix><MaxKeys>1000</MaxKeys>"
                                    + "<KeyCount>2</KeyCount><IsTruncated>false</IsTruncated>"
                                    + "<EncodingType>url</EncodingType><Contents><Key>public/a</Key></Contents>"
                                    + "<Contents><Key>public/%01b</Key></Contents></ListBucketResult>");
            }
        });
        List<String> removed = new ArrayList<>();
        StorageException failed = assertThrows(
                StorageException.class,
                () -> client.removeFolder(
                        path("public/"), options -> options.onProgress(batch -> removed.addAll(batch.removed()))));
        assertEquals(Reason.NETWORK, failed.reason());
        assertEquals(List.of("public/a"), removed);
    }

    @Test
    void endsAListThatLeadsBackToItself() {
        answers(exchange -> send(exchange, 200, page(0, 1, Optional.of("1"))));
        assertEquals(
                Reason.INTEGRITY,
                assertThrows(
                                StorageException.class,
                                () -> client.stream(path("public/")).count())
                        .reason());
        assertEquals(
                Reason.INTEGRITY,
                assertThrows(StorageException.class, () -> client.list(path("public/"), ListOptions.Builder::listAll))
                        .reason());
    }
}
