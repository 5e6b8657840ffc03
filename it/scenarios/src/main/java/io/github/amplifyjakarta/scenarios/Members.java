package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Protected by its mark. */
@Path("members")
@RequiresSession
public class Members {

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
