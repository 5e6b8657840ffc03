package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The pictures that come with the demo: to look at, and to copy into one's own album. */
@Path("sample-pictures")
@RequestScoped
public class SamplePictures {

    @Inject
    @AmplifyStorage
    StorageClient storage;

    /** A picture. It never changes, and to paint it takes longer than to send it. */
    @GET
    @Path("{name}")
    public Response picture(@PathParam("name") String name) {
        byte[] png =
                SamplePicture.named(name).orElseThrow(NotFoundException::new).png();
        CacheControl aDay = new CacheControl();
        aDay.setMaxAge(86_400);
        return Response.ok(png, "image/png").cacheControl(aDay).build();
    }

    /** Uploads two of them into the user's own album. */
    @POST
    @RequiresSession
    public Response copyToOwnAlbum(@Context UriInfo uri) {
        for (SamplePicture sample : List.of(SamplePicture.EVENING, SamplePicture.FOREST)) {
            storage.uploadData(
                    Album.folder("own", sample.file()),
                    UploadData.of(sample.png()),
                    UploadOptions.builder().contentType("image/png").build());
        }
        return Response.seeOther(uri.getBaseUri().resolve("../photos.jsp")).build();
    }
}
