package io.github.amplifyjakarta.paths;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** For everybody. */
@Path("index")
public class Index {

    /** For everybody. */
    @GET
    public String read() {
        return "for everybody";
    }
}
