package io.github.amplifyjakarta.nodes;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Which session a node sees. */
@Path("session")
@RequestScoped
public class Session {

    @Inject
    AmplifyServerContext amplify;

    /** The user, and the id of the access token. */
    @GET
    @RequiresSession
    public String describe() {
        Jwt token = amplify.fetchAuthSession().tokens().orElseThrow().accessToken();
        return token.text("username") + " " + token.text("jti");
    }
}
