package io.github.amplifyjakarta.internal.cdi;

import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.reflect.Member;

/** What fails the deployment when an injection point cannot work: which one, and why. */
final class WrongInjection {

    private WrongInjection() {}

    static DefinitionException of(Class<?> type, InjectionPoint point, String why) {
        Member member = point.getMember();
        return new DefinitionException("amplify-jakarta: the " + type.getSimpleName() + " "
                + member.getDeclaringClass().getName() + "." + member.getName() + " " + why);
    }
}
