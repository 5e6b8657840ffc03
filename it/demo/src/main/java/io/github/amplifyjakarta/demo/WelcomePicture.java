package io.github.amplifyjakarta.demo;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import io.github.amplifyjakarta.AmplifyGuest;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.StorageClient;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** A public picture, for guests and for all users. */
@Path("welcome-picture")
@RequestScoped
public class WelcomePicture {

    @Inject
    @AmplifyGuest
    StorageClient pictures;

    /** Sends the browser to the first shared picture, or to one of the demo's own while nobody has shared any. */
    @GET
    public Response first(@Context UriInfo uri) {
        URI picture = pictures
                .list(path("public/photos/"), ListOptions.builder().pageSize(1).build())
                .items()
                .stream()
                .findFirst()
                .map(item -> pictures.getUrl(path(item.path())).url())
                .orElseGet(() -> uri.getBaseUri().resolve("sample-pictures/" + SamplePicture.MORNING.file()));
        return Response.temporaryRedirect(picture).build();
    }
}
