package io.github.amplifyjakarta.nodes;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.auth.Revocations;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;

/** Which session a node sees. */
@Path("session")
@RequestScoped
public class Session {

    @Inject
    AmplifyServerContext amplify;

    @Inject
    Revocations revocations;

    /** The user name, the id of the access token, and the user. */
    @GET
    @RequiresSession
    public String describe() {
        Jwt token = amplify.fetchAuthSession().tokens().orElseThrow().accessToken();
        return token.text("username") + " " + token.text("jti") + " " + token.text("sub");
    }

    /** What the application itself has in the HTTP session. */
    @GET
    @Path("visits")
    public int visits(@Context HttpServletRequest request) {
        HttpSession session = request.getSession();
        int visits = session.getAttribute("visits") instanceof Integer before ? before + 1 : 1;
        session.setAttribute("visits", visits);
        return visits;
    }

    /** For tests only: an application asks for a role first. */
    @POST
    @Path("ends")
    public void end(@QueryParam("sub") String sub) {
        revocations.endSessionsOf(sub);
    }
}
