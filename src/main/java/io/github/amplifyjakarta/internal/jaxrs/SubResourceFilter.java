package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;
import java.util.Optional;

/** Protects a sub-resource as the resources on its path are protected. */
@Priority(Priorities.AUTHENTICATION)
final class SubResourceFilter implements ContainerRequestFilter {

    private final WebRuntime runtime;
    private final RequiresSessionFilter requiresSession;

    SubResourceFilter(WebRuntime runtime) {
        this.runtime = runtime;
        this.requiresSession = new RequiresSessionFilter(runtime);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        List<Object> resources = request.getUriInfo().getMatchedResources();
        if (resources.size() < 2) { // without a locator, the annotations of the method and its class are all there are
            return;
        }
        if (resources.stream().anyMatch(resource -> RequiresSessionFeature.isMarked(resource.getClass()))
                && requiresSession.applied(request).refusal().isPresent()) {
            return;
        }
        if (!runtime.callers().jakartaSecurity()) {
            var unused = resources.stream()
                    .skip(1) // the last one is the sub-resource itself, and comes first
                    .map(parent -> RoleRule.of(parent.getClass()))
                    .flatMap(Optional::stream)
                    .map(rule -> new RolesFilter(runtime, rule))
                    .allMatch(filter -> filter.passes(request)); // the first refusal is the answer
        }
    }
}
