package io.github.amplifyjakarta.secured;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What the platform says of the caller. */
@ApplicationScoped
public class Caller {

    @Inject
    SecurityContext security;

    @Inject
    JsonWebToken token;

    /** One line: caller, whether an admin, name and groups of the token. */
    public String describe() {
        Principal caller = security.getCallerPrincipal();
        boolean nobody = caller == null || caller.getName().equals("anonymous"); // the latter is WildFly's word for it
        return (nobody ? "nobody" : caller.getName())
                + (security.isCallerInRole("admins") ? " admin" : "")
                + " token " + token.getName() + " " + token.getGroups();
    }
}
