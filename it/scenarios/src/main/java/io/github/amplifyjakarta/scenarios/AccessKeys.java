package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyGuest;
import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AwsCredentials;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Which AWS access key a caller has; no secret, but each belongs to one session. */
@Path("access-keys")
@RequestScoped
public class AccessKeys {

    @Inject
    AmplifyServerContext amplify;

    @Inject
    @AmplifyGuest
    AmplifyServerContext guest;

    /** The {@code caller}'s or the {@code guest}'s. */
    @GET
    @Path("{whose}")
    public String accessKey(@PathParam("whose") String whose) {
        return (whose.equals("guest") ? guest : amplify)
                .fetchAuthSession()
                .credentials()
                .map(AwsCredentials::accessKeyId)
                .orElse("none");
    }
}
