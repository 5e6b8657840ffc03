package io.github.amplifyjakarta.guide;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import io.github.amplifyjakarta.AmplifyGuest;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;

@Path("splash")
@ApplicationScoped
public class SplashPage {

    private record Page(String html, Instant expiresAt) {}

    @Inject
    @AmplifyGuest
    StorageClient storage;

    private volatile Page page = new Page("", Instant.EPOCH);

    @GET
    @Produces(MediaType.TEXT_HTML)
    public String splash() {
        if (!Instant.now().isBefore(page.expiresAt())) {
            page = render();
        }
        return page.html();
    }

    private Page render() {
        StorageUrl splash = storage.getUrl(path("public/splash.png"));
        return new Page("<img src='" + splash.url().toString().replace("&", "&amp;") + "'>", splash.expiresAt());
    }
}
