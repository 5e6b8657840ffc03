package io.github.amplifyjakarta.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.function.Executable;

/** Storage clients of alice, bob and a guest against s3proxy in the sandbox. */
abstract class InStorage extends InSandbox {

    static StorageClient alice;
    static StorageClient bob;
    static StorageClient guest;

    @BeforeAll
    static void startClients() throws Exception {
        alice = library.storageOf(aliceContext);
        bob = library.storageOf("bob");
        guest = library.storageOfGuest();
    }

    static void refused(Reason reason, Executable call) {
        assertEquals(reason, assertThrows(StorageException.class, call).reason());
    }
}
