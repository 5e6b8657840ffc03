package io.github.amplifyjakarta.internal.jaxrs;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

/** The types and methods whose annotations count for a resource. */
final class ResourceTypes {

    private ResourceTypes() {}

    /** {@return a type, then its supertypes} */
    static Stream<Class<?>> hierarchy(Class<?> type) {
        Stream<Class<?>> parents =
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        return Stream.concat(Stream.of(type), parents.flatMap(ResourceTypes::hierarchy));
    }

    /** {@return a method, then those that it overrides} */
    static Stream<Method> overridden(Method method) {
        return sameIn(method.getDeclaringClass(), method);
    }

    /**
     * Finds a method in a type hierarchy. Only the number of parameters is compared, because the type of a generic
     * parameter differs in an overriding method. A false match only requires a session; a missed match would leave a
     * method open.
     */
    static Stream<Method> sameIn(Class<?> type, Method method) {
        return hierarchy(type)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(same -> same.getName().equals(method.getName())
                        && same.getParameterCount() == method.getParameterCount());
    }
}
