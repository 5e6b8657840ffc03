package io.github.amplifyjakarta.bench;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** The protected page, for who the server says is there. */
@Path("")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class JwtPages {

    /** A page that needs a bearer token. */
    @GET
    @Path("protected")
    public String members(@Context SecurityContext security) {
        if (security.getUserPrincipal() == null) {
            throw new NotAuthorizedException("Bearer");
        }
        return "hello";
    }
}
