package io.github.amplifyjakarta.internal.jaxrs;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
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
    private record Mark(Optional<RoleRule> rule) {

        boolean restricts() {
            return rule.isPresent();
        }
    }

    /**
     * {@return the rule for a resource method; empty when everybody may call it} The first annotation counts of: the
     * method, those that it overrides or implements, the class that declares it, and the class of the resource.
     */
    static Optional<RoleRule> of(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        Class<?> type = resource.getResourceClass();
        return first(Stream.of(method))
                .or(() -> first(ResourceTypes.overridden(type, method)))
                // a generic method can be another method's overload: then only a restriction counts
                .or(() -> first(ResourceTypes.perhapsOverridden(type, method)).filter(Mark::restricts))
                .or(() -> first(Stream.of(method.getDeclaringClass())))
                .or(() -> first(ResourceTypes.hierarchy(type)))
                .flatMap(Mark::rule);
    }

    /** {@return the rule of a class, for the sub-resources that its locators return} */
    static Optional<RoleRule> of(Class<?> type) {
        return first(ResourceTypes.hierarchy(type)).flatMap(Mark::rule);
    }

    /** {@return what is wrong with the annotations of a class; empty when nothing is} */
    static Optional<String> misplaced(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(RolesAllowed.class) || method.isAnnotationPresent(DenyAll.class))
                .filter(method -> method.isAnnotationPresent(Path.class)
                        && ResourceTypes.sameIn(type, method).noneMatch(ResourceTypes::hasHttpMethod))
                .findFirst()
                .map(method -> "the annotation for roles on " + type.getName() + "." + method.getName()
                        + " has no effect: the method answers no request itself. Annotate the class, or the resource that"
                        + " the locator returns.");
    }

    private static Optional<Mark> first(Stream<? extends AnnotatedElement> elements) {
        return elements.flatMap(element -> mark(element).stream()).findFirst();
    }

    private static Optional<Mark> mark(AnnotatedElement element) {
        if (element.isAnnotationPresent(DenyAll.class)) {
            return Optional.of(new Mark(Optional.of(NOBODY)));
        }
        RolesAllowed allowed = element.getAnnotation(RolesAllowed.class);
        if (allowed != null) {
            return Optional.of(new Mark(Optional.of(new RoleRule(Set.copyOf(List.of(allowed.value()))))));
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
