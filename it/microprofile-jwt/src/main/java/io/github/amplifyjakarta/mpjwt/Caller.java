package io.github.amplifyjakarta.mpjwt;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
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

    /** A form, which may have a token as well (RFC 6750, section 2.2). */
    @POST
    public String describeToForm(@Context SecurityContext security) {
        return describe(security);
    }

    /** As above, behind a constraint of web.xml. */
    @POST
    @Path("constrained")
    public String constrained(@Context SecurityContext security) {
        return describe(security);
    }

    /** The application asks the server to authenticate. */
    @POST
    @Path("late")
    public String late(
            @Context HttpServletRequest request,
            @Context HttpServletResponse response,
            @Context SecurityContext security)
            throws IOException, ServletException {
        return request.authenticate(response) ? describe(security) : "nobody";
    }

    @POST
    @Path("admins")
    @RolesAllowed("admins")
    public String adminsToForm() {
        return "an administrator";
    }

    @GET
    @Path("admins")
    @RolesAllowed("admins")
    public String admins() {
        return "an administrator";
    }
}
