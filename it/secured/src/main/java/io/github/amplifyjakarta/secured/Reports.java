package io.github.amplifyjakarta.secured;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** Resources with the platform's own annotations. */
@Path("reports")
@RequestScoped
@RolesAllowed("admins")
public class Reports {

    @Inject
    Caller caller;

    /** By the annotation of the class. */
    @GET
    public String all(@Context SecurityContext security) {
        return security.getUserPrincipal().getName() + " may";
    }

    /** For everybody. */
    @GET
    @Path("open")
    @PermitAll
    public String open() {
        return caller.describe();
    }

    /** For a group that nobody is in. */
    @GET
    @Path("board")
    @RolesAllowed("board")
    public String board() {
        return "nobody may";
    }
}
