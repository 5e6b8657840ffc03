package io.github.amplifyjakarta.internal.cdi;

import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.reflect.Member;

/** The deployment error for an injection point that cannot work. It names the injection point and the reason. */
final class WrongInjection {

    private WrongInjection() {}

    static DefinitionException of(Class<?> type, InjectionPoint point, String why) {
        Member member = point.getMember();
        return new DefinitionException("amplify-jakarta: the " + type.getSimpleName() + " "
                + member.getDeclaringClass().getName() + "." + member.getName() + " " + why);
    }
}
