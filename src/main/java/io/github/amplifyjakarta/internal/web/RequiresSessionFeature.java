package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.servlet.Servlet;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
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
        } else if (!isRoot(resource.getResourceClass())) {
            context.register(new SubResourceFilter(runtime));
        }
    }

    /** A class without a path is reached through the locator of another one, whose mark then counts. */
    private static boolean isRoot(@Nullable Class<?> type) {
        return type != null
                && (type.isAnnotationPresent(Path.class)
                        || isRoot(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(RequiresSessionFeature::isRoot));
    }

    /** {@return what is wrong with the marks of a class; empty when nothing is} */
    public static Optional<String> misplacedMark(Class<?> type) {
        if (Servlet.class.isAssignableFrom(type)) {
            return Optional.of("@RequiresSession on the servlet " + type.getName()
                    + " has no effect. Name its path in amplify.auth.session.protected-paths.");
        }
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(RequiresSession.class)
                        && method.isAnnotationPresent(Path.class)
                        && Arrays.stream(method.getAnnotations())
                                .noneMatch(annotation ->
                                        annotation.annotationType().isAnnotationPresent(HttpMethod.class)))
                .findFirst()
                .map(method -> "@RequiresSession on " + type.getName() + "." + method.getName()
                        + " has no effect: the method is a sub-resource locator."
                        + " Mark the class, or the resource that it returns.");
    }

    static boolean isMarked(@Nullable Class<?> type) {
        return type != null
                && (type.isAnnotationPresent(RequiresSession.class)
                        || isMarked(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(RequiresSessionFeature::isMarked));
    }

    /** The mark counts on the class and the method, and on every type that they come from. */
    private static boolean isMarked(@Nullable Class<?> type, Method method) {
        return isMarked(type) || isMethodMarked(type, method);
    }

    private static boolean isMethodMarked(@Nullable Class<?> type, Method method) {
        if (type == null) {
            return false;
        }
        return Arrays.stream(type.getDeclaredMethods())
                        .filter(same -> same.getName().equals(method.getName())
                                && Arrays.equals(same.getParameterTypes(), method.getParameterTypes()))
                        .anyMatch(same -> same.isAnnotationPresent(RequiresSession.class))
                || isMethodMarked(type.getSuperclass(), method)
                || Arrays.stream(type.getInterfaces()).anyMatch(parent -> isMethodMarked(parent, method));
    }
}
