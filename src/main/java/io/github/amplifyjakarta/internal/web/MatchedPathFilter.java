package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.net.URI;

/**
 * Decides once more, on the path that was matched: pre-matching filters of the application may rewrite it after ours (Jakarta
 * RESTful Web Services 3.1, section 6.4).
 */
@Priority(Priorities.AUTHENTICATION)
public final class MatchedPathFilter implements ContainerRequestFilter {

    private static final String BASE = MatchedPathFilter.class.getName();

    private final WebRuntime runtime;
    private final RestPathCheck check;

    public MatchedPathFilter(WebRuntime runtime) {
        this.runtime = runtime;
        this.check = new RestPathCheck(runtime);
    }

    /** Keeps the base URI of the application, before a filter can give it another one. */
    @PreMatching
    @Priority(Integer.MIN_VALUE)
    public static final class Base implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            request.setProperty(BASE, request.getUriInfo().getBaseUri());
        }
    }

    @Override
    public void filter(ContainerRequestContext request) {
        RequestSession session =
                OpenedSession.find(request).map(OpenedSession::session).orElseGet(runtime::session);
        if (check.passes(request, session) && request.getProperty(BASE) instanceof URI base) {
            // resources are matched by what comes behind the base URI, whatever that is by now
            if (!base.equals(request.getUriInfo().getBaseUri())) {
                String below = request.getUriInfo().getPath(false);
                String root = base.getRawPath();
                String matched =
                        (root.endsWith("/") ? root : root + "/") + (below.startsWith("/") ? below.substring(1) : below);
                check.apply(
                        runtime.gate().checkPath(RestPathCheck.guarded(request, matched), session), request, session);
            }
        }
    }
}
