package io.github.amplifyjakarta.bench;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Answers as {@link SessionUser} does, without looking at anything. */
@Path("")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PlainUser {

    /** As {@link SessionUser#user}. */
    @GET
    @Path("get-current-user")
    public Map<String, String> user() {
        return Map.of("username", "alice", "userId", "00000000-0000-0000-0000-000000000000");
    }

    /** As {@link SessionUser#credentials}. */
    @GET
    @Path("credentials")
    public Map<String, String> credentials() {
        return Map.of("accessKeyId", "ASIA0000000000000000");
    }
}
