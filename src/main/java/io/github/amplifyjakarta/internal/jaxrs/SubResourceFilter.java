package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;

/** Lets only signed-in users call a sub-resource when a resource on its path has {@code @RequiresSession}. */
@Priority(Priorities.AUTHENTICATION)
final class SubResourceFilter implements ContainerRequestFilter {

    private final RequiresSessionFilter requiresSession;

    SubResourceFilter(WebRuntime runtime) {
        this.requiresSession = new RequiresSessionFilter(runtime);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        List<Object> resources = request.getUriInfo().getMatchedResources();
        // a resource without a locator is the only match, and is known to have no annotation
        if (resources.size() > 1
                && resources.stream().anyMatch(resource -> RequiresSessionFeature.isMarked(resource.getClass()))) {
            requiresSession.filter(request);
        }
    }
}
