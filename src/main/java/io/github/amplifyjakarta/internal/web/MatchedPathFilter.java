package io.github.amplifyjakarta.internal.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Decides once more, on the path that was matched: pre-matching filters of the application may rewrite it after ours (Jakarta
 * RESTful Web Services 3.1, section 6.4).
 */
@Priority(Priorities.AUTHENTICATION)
public final class MatchedPathFilter implements ContainerRequestFilter {

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
            RestPathCheck.keepBase(request);
        }
    }

    @Override
    public void filter(ContainerRequestContext request) {
        check.passes(request, OpenedSession.session(request, runtime));
    }
}
