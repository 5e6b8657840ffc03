package io.github.amplifyjakarta.guide;

import io.github.amplifyjakarta.AmplifyGuest;
import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AwsCredentials;
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
    AmplifyServerContext guest;

    private volatile Page page = new Page("", Instant.EPOCH);

    @GET
    @Produces(MediaType.TEXT_HTML)
    public String splash() {
        if (Instant.now().isAfter(page.expiresAt())) {
            page = render();
        }
        return page.html();
    }

    private Page render() {
        AuthSession session = guest.fetchAuthSession();
        AwsCredentials credentials = session.credentials().orElseThrow();
        return new Page("<p>Rendered with " + credentials.accessKeyId() + "</p>", credentials.expiration());
    }
}
