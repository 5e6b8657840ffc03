package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.testing.FaultyServer.send;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client of an S3 that does what a test wants, and what it was sent. */
abstract class WithFaultyS3 {

    record Sent(String method, URI uri, Headers headers) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.getFirst(name));
        }

        boolean has(String text) {
            return String.valueOf(uri.getRawQuery()).contains(text);
        }
    }

    /** CRC-32 of {@code hello} as S3 writes it. */
    static final String HELLO = "NhCmhg==";

    final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private final Duration limit;
    FaultyServer server;
    Storage storage;
    StorageClient client;

    WithFaultyS3() {
        this(Duration.ofSeconds(1));
    }

    WithFaultyS3(Duration limit) {
        this.limit = limit;
    }

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        storage = storage(server.uri(), limit);
        client = storage.client(FixedSession::new);
    }

    static Storage storage(URI endpoint, Duration limit) {
        return new Storage(
                new StorageConfig(
                        "bucket",
                        "eu-central-1",
                        Optional.of(endpoint),
                        true,
                        Map.of("other", new StorageConfig.Bucket("other-1", "eu-central-1"))),
                new HttpConfig(limit, limit, limit),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        storage.close();
        server.close();
    }

    void answers(FaultyServer.Answer answer) {
        server.answers(exchange -> {
            sent.add(new Sent(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders()));
            answer.give(exchange);
        });
    }

    static void answer(HttpExchange exchange, Map<String, String> headers) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        send(exchange, 200, "");
    }

    static boolean has(HttpExchange exchange, String text) {
        return String.valueOf(exchange.getRequestURI().getRawQuery()).contains(text);
    }

    /** An S3 that takes everything. */
    static void take(HttpExchange exchange) throws IOException {
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

    static String page(int from, int to, Optional<String> next) {
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

    static String error(String code, String message) {
        return "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
    }
}
