package io.github.amplifyjakarta.guide;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

@Path("session")
@RequestScoped
public class SessionResource {

    @Inject
    AmplifyServerContext amplify;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> session() {
        AuthSession session = amplify.fetchAuthSession();
        boolean signedIn = session.tokens().isPresent();
        return Map.of(
                "signedIn",
                signedIn,
                "groups",
                session.tokens().map(tokens -> tokens.accessToken().groups()).orElse(List.of()),
                "identityId",
                session.identityId().orElse(""),
                "attributes",
                signedIn ? amplify.fetchUserAttributes() : Map.of());
    }
}
