package io.github.amplifyjakarta.mistakes;

import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StoragePath;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("files")
@RequestScoped
public class Files {

    @Inject
    @AmplifyStorage
    StorageClient storage;

    @GET
    public String list() {
        return storage.list(StoragePath.path("public/")) + "";
    }
}
