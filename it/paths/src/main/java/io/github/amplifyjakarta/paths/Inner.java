package io.github.amplifyjakarta.paths;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Protected by its path. */
@Path("inner")
public class Inner {

    /** Only for the signed-in. */
    @GET
    public String read() {
        return Content.SECRET;
    }

    /** Only for the signed-in. */
    @POST
    public String write() {
        return Content.SECRET;
    }

    /** Only for the signed-in: what answers a preflight is a filter's work. */
    @OPTIONS
    public String options() {
        return Content.SECRET;
    }
}
