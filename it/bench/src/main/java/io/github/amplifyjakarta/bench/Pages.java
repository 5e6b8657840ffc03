package io.github.amplifyjakarta.bench;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Two pages that cost nothing; configuration makes one of them protected. */
@Path("")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class Pages {

    /** A page for everybody. */
    @GET
    @Path("public")
    public String everybodys() {
        return "hello";
    }

    /** A page that may need a session. */
    @GET
    @Path("protected")
    public String members() {
        return "hello";
    }
}
