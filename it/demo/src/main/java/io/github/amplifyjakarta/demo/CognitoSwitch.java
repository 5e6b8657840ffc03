package io.github.amplifyjakarta.demo;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Lets the Cognito of the local sandbox answer slowly, fail or work. With the real AWS it is not there. */
@Path("cognito")
@RequestScoped
public class CognitoSwitch {

    @Inject
    Sandbox sandbox;

    /** Sets how it answers. Guests may as well: while Cognito fails, nobody can sign in to switch it back. */
    @POST
    public Response set(@FormParam("behaviour") Sandbox.Behaviour behaviour, @Context UriInfo uri) {
        if (!sandbox.isThere()) {
            throw new NotFoundException();
        }
        if (behaviour == null) {
            throw new BadRequestException();
        }
        sandbox.setCognito(behaviour);
        return Response.seeOther(uri.getBaseUri().resolve("../outage.jsp#switch"))
                .build();
    }
}
