package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.testing.FaultyServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Copies of objects, in one call or in parts. */
class ObjectCopyTest extends WithFaultyS3 {

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
    void passesOnWhyS3RefusesACopy() {
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
    void abortsACopyInPartsThatFails() {
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
    void appliesNotModifiedSinceToCopiesInParts() {
        largeObject(Map.of("ETag", "\"v1\""), WithFaultyS3::take);
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
    void asksForTagsOnlyWhereTheirCountIsKnown() {
        largeObject(Map.of("ETag", "\"v1\""), WithFaultyS3::take);
        client.copy(path("public/a"), path("public/b"));
        Sent start = sent.stream()
                .filter(request -> request.has("uploads"))
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.empty(), start.header("x-amz-tagging"));
        largeObject(Map.of("ETag", "\"v1\"", "x-amz-tagging-count", "2"), WithFaultyS3::take);
        assertEquals(
                Reason.ACCESS_DENIED,
                assertThrows(StorageException.class, () -> client.copy(path("public/a"), path("public/b")))
                        .reason());
    }

    @Test
    void recognizesACopyWhoseResponseWasLost() {
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
}
