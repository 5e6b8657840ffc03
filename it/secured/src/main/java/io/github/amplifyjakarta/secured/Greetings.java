package io.github.amplifyjakarta.secured;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Map;

/** The REST API behind the application, as a MicroProfile Rest Client has it. */
@Path("/greetings")
public interface Greetings {

    /** What it was asked. */
    @GET
    @Path("{name}")
    String greet(@PathParam("name") String name, @QueryParam("in") String language);

    /** The same, with an entity. */
    @POST
    String add(Map<String, String> greeting);
}
