package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Finds what carries {@link RequiresSession}, on the method or on its class. */
public final class RequiresSessionFeature implements DynamicFeature {

    private final WebRuntime runtime;

    public RequiresSessionFeature(WebRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (resource.getResourceMethod().isAnnotationPresent(RequiresSession.class)
                || resource.getResourceClass().isAnnotationPresent(RequiresSession.class)) {
            context.register(new RequiresSessionFilter(runtime));
        }
    }
}
