package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds resource methods with {@link RequiresSession} on the method or its class. */
public final class RequiresSessionFeature implements DynamicFeature {

    private final WebRuntime runtime;

    public RequiresSessionFeature(WebRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        boolean marked = isMarked(resource.getResourceClass())
                || isMarked(resource.getResourceMethod())
                || (runtime.callers().jakartaSecurity() && asksForRoles(resource));
        context.register(marked ? new RequiresSessionFilter(runtime) : new SubResourceFilter(runtime));
    }

    /** Servers respond with 403 when the user lacks a role. A user without a session must get 401 first. */
    private static boolean asksForRoles(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        boolean ofTheClass = !method.isAnnotationPresent(PermitAll.class) && !method.isAnnotationPresent(DenyAll.class);
        return method.isAnnotationPresent(RolesAllowed.class)
                || (ofTheClass && resource.getResourceClass().isAnnotationPresent(RolesAllowed.class));
    }

    /** {@return whether a class or one of its supertypes has the annotation} */
    static boolean isMarked(@Nullable Class<?> type) {
        return type != null && hierarchy(type).anyMatch(each -> each.isAnnotationPresent(RequiresSession.class));
    }

    private static boolean isMarked(Method method) {
        return sameIn(hierarchy(method.getDeclaringClass()), method)
                .anyMatch(same -> same.isAnnotationPresent(RequiresSession.class));
    }

    private static Stream<Class<?>> hierarchy(Class<?> type) {
        Stream<Class<?>> parents =
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        return Stream.concat(Stream.of(type), parents.flatMap(RequiresSessionFeature::hierarchy));
    }

    /**
     * Finds a method in a type hierarchy. Only the number of parameters is compared, because the type of a generic
     * parameter differs in an overriding method. A false match only requires a session; a missed match would leave a
     * method open.
     */
    private static Stream<Method> sameIn(Stream<Class<?>> hierarchy, Method method) {
        return hierarchy
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(same -> same.getName().equals(method.getName())
                        && same.getParameterCount() == method.getParameterCount());
    }

    /** {@return what is wrong with the annotations of a class; empty when nothing is} */
    public static Optional<String> misplacedMark(Class<?> type) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return Optional.empty(); // its subclasses are checked
        }
        if (isMarked(type) && !isResource(type)) {
            return Optional.of("@RequiresSession on " + type.getName() + " has no effect: it is no JAX-RS resource."
                    + " For a servlet or page name its path in amplify.auth.session.protected-paths.");
        }
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isBridge() && method.isAnnotationPresent(RequiresSession.class))
                .filter(method -> sameIn(hierarchy(type), method).noneMatch(RequiresSessionFeature::hasHttpMethod))
                .findFirst()
                .map(method -> "@RequiresSession on " + type.getName() + "." + method.getName()
                        + " has no effect: the method answers no request itself."
                        + " Mark the class, or the resource that a locator returns.");
    }

    private static boolean isResource(Class<?> type) {
        return hierarchy(type)
                .anyMatch(each -> each.isAnnotationPresent(Path.class)
                        || Arrays.stream(each.getDeclaredMethods()).anyMatch(RequiresSessionFeature::hasHttpMethod));
    }

    private static boolean hasHttpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }
}
