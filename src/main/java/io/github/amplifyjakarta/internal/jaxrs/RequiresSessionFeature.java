package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds resource methods with {@link RequiresSession} on the method or its class, and with the annotations for roles.
 * With Jakarta Security the server enforces these for its callers, which the users of the session then are.
 */
public final class RequiresSessionFeature implements DynamicFeature {

    private final WebRuntime runtime;

    public RequiresSessionFeature(WebRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        boolean marked = isMarked(resource.getResourceClass())
                || isMarked(resource.getResourceClass(), resource.getResourceMethod())
                || (runtime.callers().jakartaSecurity() && asksForRoles(resource));
        if (marked) {
            context.register(new RequiresSessionFilter(runtime));
        }
        context.register(new SubResourceFilter(runtime));
        if (!runtime.callers().jakartaSecurity()) {
            RoleRule.of(resource).ifPresent(rule -> context.register(new RolesFilter(runtime, rule)));
        }
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
        return type != null
                && ResourceTypes.hierarchy(type).anyMatch(each -> each.isAnnotationPresent(RequiresSession.class));
    }

    private static boolean isMarked(Class<?> type, Method method) {
        return ResourceTypes.sameIn(type, method).anyMatch(same -> same.isAnnotationPresent(RequiresSession.class));
    }

    /** {@return what is wrong with the annotations for roles of a class; empty when nothing is} */
    public static Optional<String> misplacedRoles(Class<?> type) {
        return RoleRule.misplaced(type);
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
                .filter(method -> ResourceTypes.sameIn(type, method).noneMatch(ResourceTypes::hasHttpMethod))
                .findFirst()
                .map(method -> "@RequiresSession on " + type.getName() + "." + method.getName()
                        + " has no effect: the method answers no request itself."
                        + " Mark the class, or the resource that a locator returns.");
    }

    private static boolean isResource(Class<?> type) {
        return ResourceTypes.hierarchy(type)
                .anyMatch(each -> each.isAnnotationPresent(Path.class)
                        || Arrays.stream(each.getDeclaredMethods()).anyMatch(ResourceTypes::hasHttpMethod));
    }
}
