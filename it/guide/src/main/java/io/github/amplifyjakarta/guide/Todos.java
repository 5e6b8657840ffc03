package io.github.amplifyjakarta.guide;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.enterprise.context.ApplicationScoped;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

@Path("todos")
@ApplicationScoped
@RequiresSession
public class Todos {

    private final Map<String, List<String>> todos = new ConcurrentHashMap<>();

    @Inject
    AmplifyServerContext amplify;

    @POST
    public Response add(@FormParam("content") String content, @Context UriInfo uri) {
        mine().add(content);
        return Response.seeOther(uri.getAbsolutePath()).build();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<String> mine() {
        return todos.computeIfAbsent(amplify.getCurrentUser().userId(), userId -> new CopyOnWriteArrayList<>());
    }
}
