package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;

/** What the to-do page's forms do. */
@Path("todos")
@RequestScoped
@RequiresSession
public class Todos {

    @Inject
    @AmplifyApi
    GraphQlClient graphQl;

    @Context
    UriInfo uri;

    private ModelClient<Todo> todos() {
        return graphQl.model("Todo", Todo.class);
    }

    /** Adds one. */
    @POST
    public Response add(@FormParam("content") String content) {
        todos().create(Map.of("content", content, "done", false));
        return backToThePage();
    }

    /** Marks one as done or not done. */
    @POST
    @Path("{id}/done")
    public Response done(@PathParam("id") String id, @FormParam("done") boolean done) {
        todos().update(Map.of("id", id, "done", done));
        return backToThePage();
    }

    /** Deletes one. */
    @POST
    @Path("{id}/delete")
    public Response delete(@PathParam("id") String id) {
        todos().delete(id);
        return backToThePage();
    }

    private Response backToThePage() {
        return Response.seeOther(uri.getBaseUri().resolve("../todos.jsp")).build();
    }
}
