package io.github.amplifyjakarta.it.clients;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StoragePath;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.function.Executable;

/** Storage clients of alice, bob and a guest against s3proxy in the sandbox. */
abstract class InStorage extends InSandbox {

    static final int MIB = 1 << 20;

    static StorageClient alice;
    static StorageClient bob;
    static StorageClient guest;

    @BeforeAll
    static void startClients() throws Exception {
        alice = library.storageOf(aliceContext);
        bob = library.storageOf("bob");
        guest = library.storageOfGuest();
    }

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

    static void refused(Reason reason, Executable call) {
        assertEquals(reason, assertThrows(StorageException.class, call).reason());
    }

    static StoragePath own(String name) {
        return path(id -> "private/" + id + "/" + name);
    }
}
