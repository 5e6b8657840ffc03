package io.github.amplifyjakarta.scenarios;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Protected by its path, if the application is configured so. */
@Path("inner")
public class Inner {

    /** Only for the signed-in. */
    @GET
    public String read() {
        return "for the signed-in only";
    }

    /** Only for the signed-in. */
    @POST
    public String write() {
        return "for the signed-in only";
    }
}
