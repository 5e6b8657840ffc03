package io.github.amplifyjakarta.demo;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import io.github.amplifyjakarta.AmplifyGuest;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.StorageClient;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** A public picture, for guests and for all users. */
@Path("welcome-picture")
@RequestScoped
public class WelcomePicture {

    @Inject
    @AmplifyGuest
    StorageClient pictures;

    /** Sends the browser to the first shared picture. */
    @GET
    public Response first() {
        return pictures
                .list(path("public/photos/"), ListOptions.builder().pageSize(1).build())
                .items()
                .stream()
                .findFirst()
                .map(item -> Response.temporaryRedirect(
                        pictures.getUrl(path(item.path())).url()))
                .orElse(Response.status(Response.Status.NOT_FOUND))
                .build();
    }
}
