package io.github.amplifyjakarta.guide;

import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;

@Path("todos")
@RequestScoped
@RequiresSession
public class Todos {

    /** The fields that are asked for. */
    public record Todo(String id, String content) {}

    @Inject
    @AmplifyApi
    GraphQlClient graphQl;

    @POST
    public Response add(@FormParam("content") String content, @Context UriInfo uri) {
        graphQl.model("Todo", Todo.class).create(Map.of("content", content));
        return Response.seeOther(uri.getAbsolutePath()).build();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<String> mine() {
        return graphQl.model("Todo", Todo.class).list().items().stream()
                .map(Todo::content)
                .toList();
    }
}
