package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds what carries {@link RequiresSession}, on the method or on its class. */
public final class RequiresSessionFeature implements DynamicFeature {

    private final WebRuntime runtime;

    public RequiresSessionFeature(WebRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (isMarked(resource.getResourceClass(), resource.getResourceMethod())) {
            context.register(new RequiresSessionFilter(runtime));
        }
    }

    /** The mark counts on the class and the method, and on every type that they come from. */
    private static boolean isMarked(@Nullable Class<?> type, Method method) {
        if (type == null) {
            return false;
        }
        return type.isAnnotationPresent(RequiresSession.class)
                || Arrays.stream(type.getDeclaredMethods())
                        .filter(same -> same.getName().equals(method.getName())
                                && Arrays.equals(same.getParameterTypes(), method.getParameterTypes()))
                        .anyMatch(same -> same.isAnnotationPresent(RequiresSession.class))
                || isMarked(type.getSuperclass(), method)
                || Arrays.stream(type.getInterfaces()).anyMatch(parent -> isMarked(parent, method));
    }
}
