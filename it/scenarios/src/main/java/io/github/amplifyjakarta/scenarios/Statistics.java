package io.github.amplifyjakarta.scenarios;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource's interface, with the annotations. */
public interface Statistics {

    /** For a group that nobody is in. */
    @GET
    @Path("statistics")
    @RolesAllowed("board")
    String statistics();
}
