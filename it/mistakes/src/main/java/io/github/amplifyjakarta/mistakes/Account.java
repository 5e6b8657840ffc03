package io.github.amplifyjakarta.mistakes;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("account")
@RequestScoped
public class Account {

    @Inject
    AmplifyServerContext amplify;

    @GET
    public String name() {
        return amplify.getCurrentUser().username();
    }
}
