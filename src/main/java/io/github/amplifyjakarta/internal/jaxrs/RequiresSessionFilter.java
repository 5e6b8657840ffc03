package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.access.AccessResult;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Lets only signed-in users call resources with {@code @RequiresSession}. */
@Priority(Priorities.AUTHENTICATION)
final class RequiresSessionFilter implements ContainerRequestFilter {

    private final WebRuntime runtime;
    private final RestPathCheck check;

    RequiresSessionFilter(WebRuntime runtime) {
        this.runtime = runtime;
        this.check = new RestPathCheck(runtime);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        applied(request);
    }

    /** {@return whether the request may continue; if it is refused, the response has been sent} */
    AccessResult applied(ContainerRequestContext request) {
        RequestSession session = JaxRsRequests.session(request, runtime);
        AccessResult result = runtime.access().check(JaxRsRequests.request(request), session);
        check.apply(result, request, session);
        return result;
    }
}
