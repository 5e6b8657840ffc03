package io.github.amplifyjakarta.it.clients;

import static io.github.amplifyjakarta.it.clients.StorageSamples.MIB;
import static io.github.amplifyjakarta.it.clients.StorageSamples.own;
import static io.github.amplifyjakarta.it.clients.StorageSamples.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.storage.DownloadOptions;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.TransferProgress;
import io.github.amplifyjakarta.storage.UploadData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads of the library from s3proxy: ranges, conditions, unfinished reads and cancellation. */
class StorageDownloadIT extends InStorage {

    @Test
    void supportsRangesAndConditions(@TempDir Path folder) throws Exception {
        byte[] bytes = random(MIB);
        StoragePath file = own("range.bin");
        String tag = alice.uploadData(file, UploadData.of(bytes)).eTag().orElseThrow();
        try (StorageDownload part = alice.downloadData(
                file, DownloadOptions.builder().range("bytes=100-199").build())) {
            assertEquals("bytes 100-199/" + MIB, part.contentRange().orElseThrow());
            assertArrayEquals(Arrays.copyOfRange(bytes, 100, 200), part.body().readAllBytes());
        }
        try (StorageDownload same = alice.downloadData(
                file, DownloadOptions.builder().ifNoneMatch(tag).build())) {
            assertTrue(same.notModified());
            assertEquals(0, same.body().readAllBytes().length);
        }
        refused(
                Reason.PRECONDITION_FAILED,
                () -> alice.downloadData(
                        file, DownloadOptions.builder().ifMatch("\"other\"").build()));
        assertEquals(
                "InvalidRange",
                assertThrows(
                                StorageException.class,
                                () -> alice.downloadData(
                                        file,
                                        DownloadOptions.builder()
                                                .range("bytes=9999999-")
                                                .build()))
                        .name());
        Path target = Files.writeString(folder.resolve("target"), "old");
        alice.downloadData(file).writeTo(target);
        assertArrayEquals(bytes, Files.readAllBytes(target));
        alice.downloadData(file, DownloadOptions.builder().ifNoneMatch(tag).build())
                .writeTo(target);
        assertArrayEquals(bytes, Files.readAllBytes(target), "what has not changed stays");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<TransferProgress> progress = new ArrayList<>();
        alice.downloadData(
                        file,
                        DownloadOptions.builder().onProgress(progress::add).build())
                .writeTo(out);
        assertArrayEquals(bytes, out.toByteArray());
        assertEquals(new TransferProgress(MIB, OptionalLong.of(MIB)), progress.get(progress.size() - 1));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count(), "no temporary file is left");
        }
    }

    @Test
    void releasesConnectionsOfUnfinishedDownloads() throws Exception {
        StorageSamples.downloadAfterUnfinished(1000, alice, guest);
    }

    @Test
    void endsCanceledDownloads() throws Exception {
        alice.uploadData(own("slow.bin"), UploadData.of(random(8 * MIB)));
        CompletableFuture<Void> signal = new CompletableFuture<>();
        try (StorageDownload download = alice.downloadData(
                own("slow.bin"), DownloadOptions.builder().canceledBy(signal).build())) {
            assertFalse(download.body().read() < 0);
            signal.complete(null);
            assertThrows(IOException.class, () -> download.body().readAllBytes());
        }
    }
}
