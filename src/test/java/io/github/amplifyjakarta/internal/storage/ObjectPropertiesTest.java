package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import io.github.amplifyjakarta.storage.GetUrlOptions.Method;
import io.github.amplifyjakarta.storage.ServerSideEncryption;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.UploadData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The properties that an upload gives an object, and those that are read of it. */
class ObjectPropertiesTest extends WithFaultyS3 {

    @Test
    void sendsThePropertiesOfAnUpload() {
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
    void readsThePropertiesOfAnObject() {
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
    void refusesMetadataNamesThatDifferInCaseOnly() {
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
}
