package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A marked class with a sub-resource locator. */
@Path("orders")
@RequiresSession
public class Orders {

    /** The sub-resource. */
    @Path("{id}")
    public Order order(@PathParam("id") String id) {
        return new Order(id);
    }

    /** A class without marks of its own; JAX-RS ignores the path of a sub-resource. */
    @Path("ignored")
    public static class Order {

        private final String id;

        Order(String id) {
            this.id = id;
        }

        /** What only the signed-in may read. */
        @GET
        public String read() {
            return "order " + id;
        }
    }
}
