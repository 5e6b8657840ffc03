package io.github.amplifyjakarta.paths;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** An error page below a protected path: nobody asks for it, but for the container. */
@Path("errors")
public class Errors {

    /** For everybody who meets an error. */
    @GET
    public Response read() {
        return Response.status(Response.Status.GONE).entity("an error page").build();
    }
}
