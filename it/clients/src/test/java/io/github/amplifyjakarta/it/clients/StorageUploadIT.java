package io.github.amplifyjakarta.it.clients;

import static io.github.amplifyjakarta.it.clients.StorageSamples.MIB;
import static io.github.amplifyjakarta.it.clients.StorageSamples.own;
import static io.github.amplifyjakarta.it.clients.StorageSamples.random;
import static io.github.amplifyjakarta.it.clients.StorageSamples.read;
import static io.github.amplifyjakarta.storage.StoragePath.path;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.TransferProgress;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads of the library to s3proxy: sources, failures, cancellation and interruption. */
class StorageUploadIT extends InStorage {

    @Test
    void uploadsEveryKindOfSource(@TempDir Path folder) throws Exception {
        for (int length : new int[] {0, 1, 5 * MIB, 5 * MIB + 1, 12 * MIB}) {
            byte[] bytes = random(length);
            Path file = Files.write(folder.resolve("source"), bytes);
            Map<String, UploadData> sources = Map.of(
                    "bytes", UploadData.of(bytes),
                    "file", UploadData.of(file),
                    "stream", UploadData.of(new ByteArrayInputStream(bytes)),
                    "sized", UploadData.of(new ByteArrayInputStream(bytes), length),
                    "writer",
                            out -> {
                                for (int from = 0; from < bytes.length; from += 70_000) {
                                    out.write(bytes, from, Math.min(70_000, bytes.length - from));
                                }
                            });
            for (Map.Entry<String, UploadData> source : sources.entrySet()) {
                StoragePath to = own("sources/" + source.getKey());
                List<TransferProgress> progress = new ArrayList<>();
                StorageItem stored = alice.uploadData(
                        to,
                        source.getValue(),
                        UploadOptions.builder().onProgress(progress::add).build());
                assertEquals(OptionalLong.of(length), stored.size());
                assertEquals(
                        length, progress.get(progress.size() - 1).transferredBytes(), source.getKey() + " " + length);
                assertArrayEquals(bytes, read(alice, to), source.getKey() + " " + length);
            }
            assertArrayEquals(bytes, read(alice, publish(bytes)));
        }
        assertEquals("", sandbox.get("/sandbox/uploads"));
    }

    private static StoragePath publish(byte[] bytes) throws Exception {
        StoragePath to = own("sources/publisher");
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            CompletableFuture<StorageItem> upload =
                    CompletableFuture.supplyAsync(() -> alice.uploadData(to, UploadData.of(publisher)));
            while (publisher.getNumberOfSubscribers() == 0) {
                Thread.sleep(1);
            }
            for (int from = 0; from < bytes.length; from += 100_000) {
                publisher.submit(ByteBuffer.wrap(bytes, from, Math.min(100_000, bytes.length - from)));
            }
            publisher.close();
            assertEquals(OptionalLong.of(bytes.length), upload.get().size());
        }
        return to;
    }

    @Test
    void cleansUpAfterBrokenUploads() throws Exception {
        StoragePath broken = own("broken.bin");
        InputStream breaks = new InputStream() {
            private int left = 12 * MIB;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("the disk is on fire");
                }
                return 'x';
            }
        };
        StorageException error =
                assertThrows(StorageException.class, () -> alice.uploadData(broken, UploadData.of(breaks)));
        assertEquals(Reason.DATA, error.reason());
        assertTrue(error.getMessage().contains("the disk is on fire"), error.getMessage());
        refused(Reason.DATA, () -> alice.uploadData(broken, UploadData.of(new ByteArrayInputStream(new byte[10]), 11)));
        refused(
                Reason.DATA,
                () -> alice.uploadData(broken, UploadData.of(new ByteArrayInputStream(new byte[8 * MIB]), 7 * MIB)));
        SubmissionPublisher<ByteBuffer> fails = new SubmissionPublisher<>();
        CompletableFuture<Reason> reason = CompletableFuture.supplyAsync(() -> assertThrows(
                        StorageException.class, () -> alice.uploadData(broken, UploadData.of(fails)))
                .reason());
        while (fails.getNumberOfSubscribers() == 0) {
            Thread.sleep(1);
        }
        fails.submit(ByteBuffer.allocate(6 * MIB));
        fails.closeExceptionally(new IllegalStateException("on purpose"));
        assertEquals(Reason.DATA, reason.get());
        refused(Reason.NOT_FOUND, () -> alice.getProperties(broken));
        assertEquals("", sandbox.get("/sandbox/uploads"));
    }

    @Test
    void completesUploadsWhenListenersThrow() throws Exception {
        StoragePath to = own("listener.bin");
        byte[] bytes = random(12 * MIB);
        alice.uploadData(
                to,
                UploadData.of(bytes),
                upload -> upload.onProgress(progress -> {
                    throw new IllegalStateException("a listener");
                }));
        assertArrayEquals(bytes, read(alice, to));
    }

    @Test
    void cleansUpAfterCanceledUploads() throws Exception {
        StoragePath canceled = own("canceled.bin");
        CompletableFuture<Void> signal = new CompletableFuture<>();
        refused(
                Reason.CANCELED,
                () -> alice.uploadData(
                        canceled,
                        out -> {
                            out.write(new byte[6 * MIB]);
                            CompletableFuture.runAsync(() -> signal.complete(null))
                                    .join();
                            out.write(new byte[6 * MIB]);
                        },
                        UploadOptions.builder().canceledBy(signal).build()));
        refused(Reason.NOT_FOUND, () -> alice.getProperties(canceled));
        assertEquals("", sandbox.get("/sandbox/uploads"));
    }

    private static boolean waitsForItsSource(Thread upload) {
        return Arrays.stream(upload.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith(".PublishedData")
                        && frame.getMethodName().equals("next"));
    }

    @Test
    void cleansUpAfterInterruptedUploads() throws Exception {
        StoragePath interrupted = own("interrupted.bin");
        try (SubmissionPublisher<ByteBuffer> stalls = new SubmissionPublisher<>()) {
            CompletableFuture<Reason> reason = new CompletableFuture<>();
            Thread upload = new Thread(() -> {
                try {
                    alice.uploadData(interrupted, UploadData.of(stalls));
                } catch (StorageException e) {
                    reason.complete(e.reason());
                }
            });
            upload.start();
            while (stalls.getNumberOfSubscribers() == 0) {
                Thread.sleep(1);
            }
            stalls.submit(ByteBuffer.allocate(6 * MIB));
            // S3 knows the upload before the client does: an interrupt in between would leave it there
            while (sandbox.get("/sandbox/uploads").isEmpty() || !waitsForItsSource(upload)) {
                Thread.sleep(10);
            }
            upload.interrupt();
            assertEquals(Reason.DATA, reason.get());
        }
        assertEquals("", sandbox.get("/sandbox/uploads"));
        refused(Reason.NOT_FOUND, () -> alice.getProperties(interrupted));
    }

    @Test
    void reportsFailuresThatASourceIgnores() throws Exception {
        StoragePath half = path("protected/somebody-else/half.bin");
        refused(
                Reason.ACCESS_DENIED,
                () -> alice.uploadData(half, out -> {
                    for (int i = 0; i < 3; i++) {
                        try {
                            out.write(random(6 * MIB));
                        } catch (RuntimeException e) {
                            continue; // like a library that ignores errors
                        }
                    }
                }));
    }

    @Test
    void refusesInvalidHeadersAndLengths() {
        refused(
                Reason.INVALID_INPUT,
                () -> alice.uploadData(
                        own("a"),
                        UploadData.of("x"),
                        UploadOptions.builder()
                                .contentDisposition("attachment; filename=\"報告.pdf\"")
                                .build()));
        refused(
                Reason.INVALID_INPUT,
                () -> alice.uploadData(own("a"), UploadData.of(InputStream.nullInputStream(), -1)));
    }
}
