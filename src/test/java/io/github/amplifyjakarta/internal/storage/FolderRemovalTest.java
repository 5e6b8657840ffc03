package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.storage.RemoveFolderResult;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the objects of a folder that is removed, and how they are counted. */
class FolderRemovalTest extends WithFaultyS3 {

    @Test
    void countsObjectsThatS3DoesNotNameAsFailed() {
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
}
