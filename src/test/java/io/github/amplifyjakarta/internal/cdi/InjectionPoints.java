package io.github.amplifyjakarta.internal.cdi;

import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Injection points, as far as deployment checks look at them. */
final class InjectionPoints {

    private InjectionPoints() {}

    static InjectionPoint of(Field field) {
        return (InjectionPoint) Proxy.newProxyInstance(
                InjectionPoint.class.getClassLoader(),
                new Class<?>[] {InjectionPoint.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getQualifiers" -> Set.<Annotation>of(field.getAnnotations());
                    case "getMember" -> field;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
