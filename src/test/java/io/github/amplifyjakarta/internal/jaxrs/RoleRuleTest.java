package io.github.amplifyjakarta.internal.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which annotation counts for a resource method. A rule that is missed leaves the method open. */
class RoleRuleTest {

    private static Optional<Set<String>> roles(Class<?> type, String method, Class<?>... parameters) throws Exception {
        Method found = type.getMethod(method, parameters);
        return RoleRule.of(new ResourceInfo() {
                    @Override
                    public Method getResourceMethod() {
                        return found;
                    }

                    @Override
                    public Class<?> getResourceClass() {
                        return type;
                    }
                })
                .map(RoleRule::roles);
    }

    /** Overloads with the same number of parameters. */
    public static class Overloads {

        @GET
        @PermitAll
        public void find(String text) {}

        @DELETE
        @RolesAllowed("admins")
        public void find(long id) {}

        @GET
        @RolesAllowed("users")
        public void read(String text) {}

        @DELETE
        @DenyAll
        public void read(int id) {}
    }

    @Test
    void tellsOverloadsApart() throws Exception {
        assertEquals(Optional.empty(), roles(Overloads.class, "find", String.class));
        assertEquals(Optional.of(Set.of("admins")), roles(Overloads.class, "find", long.class));
        assertEquals(Optional.of(Set.of("users")), roles(Overloads.class, "read", String.class));
        assertEquals(Optional.of(Set.of()), roles(Overloads.class, "read", int.class));
    }

    interface Api {
        @DELETE
        @RolesAllowed("admins")
        void delete(String id);
    }

    public static class Base {

        public void delete(String id) {}
    }

    /** The superclass implements what the interface of the resource demands. */
    @Path("x")
    public static class Inherited extends Base implements Api {}

    @Test
    void findsTheInterfaceOfTheResource() throws Exception {
        assertEquals(Optional.of(Set.of("admins")), roles(Inherited.class, "delete", String.class));
    }

    interface Store<T> {
        @RolesAllowed("admins")
        void put(T item);

        @PermitAll
        void get(T item);
    }

    /** The parameters of the interface's methods are erased to Object. */
    @RolesAllowed("users")
    public static class Notes implements Store<String> {

        @Override
        public void put(String item) {}

        @Override
        public void get(String item) {}
    }

    @Test
    void findsGenericMethodsAndNeverOpensByThem() throws Exception {
        assertEquals(Optional.of(Set.of("admins")), roles(Notes.class, "put", String.class));
        assertEquals(Optional.of(Set.of("users")), roles(Notes.class, "get", String.class));
    }

    @RolesAllowed("admins")
    public static class Parent {

        public void inherited() {}

        public void overridden() {}
    }

    @PermitAll
    public static class Child extends Parent {

        @Override
        public void overridden() {}
    }

    /** Jakarta Annotations: an annotation of a class is for the methods that it declares. */
    @Test
    void appliesTheAnnotationOfTheDeclaringClass() throws Exception {
        assertEquals(Optional.of(Set.of("admins")), roles(Child.class, "inherited"));
        assertEquals(Optional.empty(), roles(Child.class, "overridden"));
    }

    public static class Twice {

        @RolesAllowed({"admins", "admins", "board"})
        public void read() {}
    }

    @Test
    void acceptsARoleTwice() throws Exception {
        assertEquals(Optional.of(Set.of("admins", "board")), roles(Twice.class, "read"));
    }

    public static class Locators {

        @Path("open")
        @PermitAll
        public Object open() {
            return this;
        }

        @Path("closed")
        @RolesAllowed("admins")
        public Object closed() {
            return this;
        }
    }

    @Test
    void refusesAnnotationsOfLocators() {
        assertTrue(RoleRule.misplaced(Locators.class)
                .orElseThrow()
                .contains("Locators.closed has no effect: the method answers no request itself"));
        assertEquals(Optional.empty(), RoleRule.misplaced(Overloads.class));
        assertEquals(Optional.empty(), RoleRule.misplaced(Inherited.class));
    }
}
