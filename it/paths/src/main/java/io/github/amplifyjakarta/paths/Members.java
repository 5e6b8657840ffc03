package io.github.amplifyjakarta.paths;

import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Protected by its mark, and so is what its locator returns. */
@Path("members")
@RequiresSession
public class Members {

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

    /** Only for the signed-in. */
    @Path("{name}")
    public Member member() {
        return new Member();
    }

    /** A sub-resource. */
    public static class Member {

        /** Only for the signed-in. */
        @GET
        public String read() {
            return Content.SECRET;
        }
    }
}
