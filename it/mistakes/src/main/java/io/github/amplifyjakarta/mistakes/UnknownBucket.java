package io.github.amplifyjakarta.mistakes;

import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The configuration has no bucket of this name. */
@ApplicationScoped
public class UnknownBucket {

    @Inject
    @AmplifyStorage("receipts")
    StorageClient receipts;
}
