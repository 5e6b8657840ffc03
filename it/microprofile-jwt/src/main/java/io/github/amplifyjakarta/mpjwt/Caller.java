package io.github.amplifyjakarta.mpjwt;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who the server says is there. */
@Path("caller")
@RequestScoped
public class Caller {

    @Inject
    JsonWebToken token;

    @GET
    public String describe(@Context SecurityContext security) {
        return security.getUserPrincipal() instanceof JsonWebToken caller
                ? "token of " + caller.getClaim("username") + ", injected "
                        + token.getSubject().equals(caller.getSubject())
                : "nobody";
    }

    @GET
    @Path("admins")
    @RolesAllowed("admins")
    public String admins() {
        return "an administrator";
    }
}
