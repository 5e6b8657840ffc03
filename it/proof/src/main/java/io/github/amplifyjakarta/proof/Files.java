package io.github.amplifyjakarta.proof;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.UploadData;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.function.Function;

/** The storage part of the proof. {@code {identityId}} in a path stands for the user's identity. */
@Path("files")
@RequestScoped
@RequiresSession
@Produces(MediaType.TEXT_PLAIN)
public class Files {

    private static final Duration URL_LIFETIME = Duration.ofMinutes(5);

    /** An {@link Instance}, because an injected client without a bucket would fail the deployment. */
    @Inject
    @AmplifyStorage
    Instance<StorageClient> storage;

    /** Uploads a text. */
    @PUT
    public String upload(@QueryParam("folder") String folder, @QueryParam("name") String name, String text) {
        return call(client -> {
            client.uploadData(at(folder + name), UploadData.of(text), upload -> upload.contentType("text/plain"));
            return Answer.passed(text.length() + " bytes");
        });
    }

    /** Looks for the file in its folder. */
    @GET
    public String list(@QueryParam("folder") String folder, @QueryParam("name") String name) {
        return call(client -> has(client, folder, name)
                ? Answer.passed("the file is in its folder")
                : Answer.failed("the file is not in its folder"));
    }

    /** Gives a presigned URL. */
    @GET
    @Path("url")
    public String url(@QueryParam("folder") String folder, @QueryParam("name") String name) {
        return call(client -> Answer.passed(client.getUrl(at(folder + name), url -> url.expiresIn(URL_LIFETIME))
                .url()
                .toString()));
    }

    /** Removes the file, and looks whether it is gone. */
    @DELETE
    public String remove(@QueryParam("folder") String folder, @QueryParam("name") String name) {
        return call(client -> {
            client.remove(at(folder + name));
            return has(client, folder, name)
                    ? Answer.failed("the file is still in its folder")
                    : Answer.passed("the folder is empty");
        });
    }

    private String call(Function<StorageClient, String> call) {
        return storage.isUnsatisfied()
                ? Answer.notConfigured("the Amplify file has no bucket")
                : Answer.of(() -> call.apply(storage.get()));
    }

    private static boolean has(StorageClient client, String folder, String name) {
        return client.list(at(folder)).items().stream()
                .anyMatch(item -> item.path().endsWith(name));
    }

    private static StoragePath at(String path) {
        return path.contains("{identityId}") ? path(id -> path.replace("{identityId}", id)) : path(path);
    }
}
