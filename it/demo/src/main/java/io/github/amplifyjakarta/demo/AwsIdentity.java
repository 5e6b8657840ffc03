package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** The visitor's identity in the identity pool: the signed-in user's, or the guest's. */
@Path("aws-identity")
@RequestScoped
public class AwsIdentity {

    @Inject
    AmplifyServerContext amplify;

    /** The identity id. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, String> identity() {
        return Map.of("identityId", amplify.fetchAuthSession().identityId().orElse(""));
    }
}
