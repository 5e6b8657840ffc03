package io.github.amplifyjakarta.internal.jaxrs;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may call a resource method (Jakarta Annotations 2.1, section 2.9 to 2.12). An annotation of the method counts
 * before one of the class.
 *
 * @param roles the roles, one of which the caller needs; empty for nobody
 */
record RoleRule(Set<String> roles) {

    private static final RoleRule NOBODY = new RoleRule(Set.of());

    /** What an annotated element says: a rule, or nothing because everybody may call. */
    private record Mark(Optional<RoleRule> rule) {}

    /** {@return the rule for a resource method; empty when everybody may call it} */
    static Optional<RoleRule> of(ResourceInfo resource) {
        Stream<AnnotatedElement> elements = Stream.concat(
                ResourceTypes.overridden(resource.getResourceMethod()),
                ResourceTypes.hierarchy(resource.getResourceClass()));
        return elements.flatMap(element -> mark(element).stream()).findFirst().flatMap(Mark::rule);
    }

    private static Optional<Mark> mark(AnnotatedElement element) {
        if (element.isAnnotationPresent(DenyAll.class)) {
            return Optional.of(new Mark(Optional.of(NOBODY)));
        }
        RolesAllowed allowed = element.getAnnotation(RolesAllowed.class);
        if (allowed != null) {
            return Optional.of(new Mark(Optional.of(new RoleRule(Set.of(allowed.value())))));
        }
        return element.isAnnotationPresent(PermitAll.class)
                ? Optional.of(new Mark(Optional.empty()))
                : Optional.empty();
    }

    /** {@return whether nobody may call} */
    boolean deniesAll() {
        return roles.isEmpty();
    }

    /** {@return whether the authenticated caller has one of the roles} */
    boolean allows(SecurityContext caller) {
        return roles.stream().anyMatch(caller::isUserInRole);
    }
}
