package io.github.amplifyjakarta.paths;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Protected by its path, with everything below it. */
@Path("tree/{branch: .*}")
public class Tree {

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
}
