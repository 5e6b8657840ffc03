package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Checks the matched path again. Pre-matching filters of the application may rewrite the path after the library's
 * filter (Jakarta RESTful Web Services 3.1, section 6.4).
 */
@Priority(Priorities.AUTHENTICATION)
public final class MatchedPathFilter implements ContainerRequestFilter {

    private final WebRuntime runtime;
    private final RestPathCheck check;

    /** @param check the check that all filters of an application share */
    public MatchedPathFilter(WebRuntime runtime, RestPathCheck check) {
        this.runtime = runtime;
        this.check = check;
    }

    /** Stores the base URI of the application before a filter can change it. */
    @PreMatching
    @Priority(Integer.MIN_VALUE)
    public static final class Base implements ContainerRequestFilter {

        private final RestPathCheck check;

        /** @param check the check that all filters of an application share */
        public Base(RestPathCheck check) {
            this.check = check;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            check.keepBase(request);
        }
    }

    @Override
    public void filter(ContainerRequestContext request) {
        check.passes(request, JaxRsRequests.session(request, runtime));
    }
}
