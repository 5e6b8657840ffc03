package io.github.amplifyjakarta.it.clients;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.UploadData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Files for tests against every S3, and what every S3 must bear. */
final class StorageSamples {

    static final int MIB = 1 << 20;

    private StorageSamples() {}

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] read(StorageClient client, StoragePath path) throws IOException {
        try (StorageDownload download = client.downloadData(path)) {
            return download.body().readAllBytes();
        }
    }

    static StoragePath own(String name) {
        return path(id -> "private/" + id + "/" + name);
    }

    /** Closes downloads after one byte, and downloads a whole file then: the pool of connections is usable. */
    static void downloadAfterUnfinished(int unfinished, StorageClient writer, StorageClient reader) throws Exception {
        StoragePath large = path("public/large.bin");
        writer.uploadData(large, UploadData.of(random(4 * MIB)));
        ExecutorService consumers = Executors.newFixedThreadPool(8);
        List<Future<?>> walkedAway = new ArrayList<>();
        for (int i = 0; i < unfinished; i++) {
            walkedAway.add(consumers.submit(() -> {
                StorageDownload download = reader.downloadData(large);
                download.body().read();
                download.close();
                return null;
            }));
        }
        for (Future<?> each : walkedAway) {
            each.get();
        }
        consumers.shutdown();
        assertArrayEquals(random(4 * MIB), read(reader, large), "the pool is usable");
    }
}
