package io.github.amplifyjakarta.internal.jaxrs;

import jakarta.ws.rs.HttpMethod;
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

    /** {@return the methods of a resource with this signature, which this one overrides or implements} */
    static Stream<Method> overridden(Class<?> type, Method method) {
        return sameIn(type, method).filter(same -> Arrays.equals(same.getParameterTypes(), method.getParameterTypes()));
    }

    /**
     * {@return the generic methods of supertypes that this one may override} The type of their parameters is erased, so
     * that they cannot be told from an overload.
     */
    static Stream<Method> perhapsOverridden(Class<?> type, Method method) {
        return sameIn(type, method)
                .filter(same -> same.getDeclaringClass() != method.getDeclaringClass()
                        && Arrays.stream(same.getGenericParameterTypes()).anyMatch(each -> !(each instanceof Class)));
    }

    /**
     * Finds a method in a type hierarchy. Only the number of parameters is compared, because the type of a generic
     * parameter differs in an overriding method. A false match only requires a session; a missed match would leave a
     * method open. A superclass may implement the method of an interface that only the resource names.
     */
    static Stream<Method> sameIn(Class<?> type, Method method) {
        return Stream.concat(hierarchy(type), hierarchy(method.getDeclaringClass()))
                .distinct()
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(same -> same.getName().equals(method.getName())
                        && same.getParameterCount() == method.getParameterCount());
    }

    static boolean hasHttpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }
}
