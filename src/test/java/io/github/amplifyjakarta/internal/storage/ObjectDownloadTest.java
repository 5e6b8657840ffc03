package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.storage.StorageDownload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that arrive broken. */
class ObjectDownloadTest extends WithFaultyS3 {

    @Test
    void refusesDownloadsWithAnotherChecksum(@TempDir Path folder) throws IOException {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("x-amz-checksum-crc32", HELLO);
            send(exchange, 200, "jello");
        });
        StorageDownload download = client.downloadData(path("public/a"));
        IOException wrong =
                assertThrows(IOException.class, () -> download.body().readAllBytes());
        assertTrue(wrong.getMessage().contains("not those that were stored"), wrong.getMessage());
        Path file = Files.writeString(folder.resolve("file"), "old");
        wrong = assertThrows(
                IOException.class, () -> client.downloadData(path("public/a")).writeTo(file));
        assertTrue(wrong.getMessage().contains("not those that were stored"), wrong.getMessage());
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
    void failsWhenADownloadBreaksOff() {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        StorageDownload download = client.downloadData(path("public/a"));
        IOException broken =
                assertThrows(IOException.class, () -> download.body().readAllBytes());
        assertEquals("The connection to S3 broke off after 10 bytes", broken.getMessage());
    }
}
