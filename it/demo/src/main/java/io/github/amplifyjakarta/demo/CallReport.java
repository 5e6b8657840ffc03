package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** What the sandbox was asked, for administrators: as JSON, and for their page. */
@Named
@Path("call-report")
@RequestScoped
public class CallReport {

    @Inject
    Sandbox sandbox;

    /** The user's groups are roles. */
    @GET
    @RequiresSession
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Integer> report(@Context SecurityContext security) {
        if (!security.isUserInRole("admins")) {
            throw new ForbiddenException();
        }
        return getCalls();
    }

    /** {@return how often each operation was called since the sandbox started; empty without one} */
    public Map<String, Integer> getCalls() {
        return sandbox.calls().orElse(Map.of());
    }
}
