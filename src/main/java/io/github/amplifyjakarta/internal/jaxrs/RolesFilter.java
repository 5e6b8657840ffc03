package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.access.AccessResult;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;

/**
 * Lets only users with a role call resources with {@code @RolesAllowed}. Servers enforce the annotation for their own
 * callers, and some of them not at all; a user of the session is not the server's caller unless Jakarta Security is on.
 */
@Priority(Priorities.AUTHORIZATION - 1) // before the server's own filter, which would refuse a guest by 403
final class RolesFilter implements ContainerRequestFilter {

    private final WebRuntime runtime;
    private final RequiresSessionFilter requiresSession;
    private final RoleRule rule;

    RolesFilter(WebRuntime runtime, RoleRule rule) {
        this.runtime = runtime;
        this.requiresSession = new RequiresSessionFilter(runtime);
        this.rule = rule;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        passes(request);
    }

    /** {@return whether the request may continue; if it is refused, the response has been sent} */
    boolean passes(ContainerRequestContext request) {
        RequestSession session = JaxRsRequests.session(request, runtime);
        if (rule.deniesAll()) {
            forbid(request, session);
            return false;
        }
        if (!isCallerOfTheServer(request, session)) {
            AccessResult result = requiresSession.applied(request);
            if (result.kind() != AccessResult.Kind.SIGNED_IN) { // a preflight may pass: nobody is signed in with it
                return result.refusal().isEmpty();
            }
        }
        boolean allowed = rule.allows(request.getSecurityContext());
        if (!allowed) {
            forbid(request, session);
        }
        return allowed;
    }

    /** An application may have callers besides the session's users, whom the server has authenticated. */
    private boolean isCallerOfTheServer(ContainerRequestContext request, RequestSession session) {
        if (runtime.callers().microprofileJwt()) { // its callers are users of the session
            return false;
        }
        return session.outcome()
                .fold(
                        signedIn -> false,
                        why -> request.getSecurityContext().getUserPrincipal() != null,
                        unknown -> false);
    }

    private void forbid(ContainerRequestContext request, RequestSession session) {
        AuthRoutesFilter.answer(
                request, session, ShortCircuitResponse.problem(Problem.forbidden(), List.of()), runtime);
    }
}
