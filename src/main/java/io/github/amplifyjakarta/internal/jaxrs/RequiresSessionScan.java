package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.internal.access.RequiresSessionFallback;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds resources with {@link RequiresSession}. */
public final class RequiresSessionScan {

    private RequiresSessionScan() {}

    /**
     * {@return the paths of these resources}
     *
     * @param classes the classes of the application with this annotation, with {@link ApplicationPath}, or that extend {@link Application}
     */
    public static RequiresSessionFallback of(Set<Class<?>> classes) {
        if (classes.stream().noneMatch(RequiresSessionScan::isMarked)) {
            return RequiresSessionFallback.NONE;
        }
        List<String> below = classes.stream()
                .flatMap(type -> applicationPath(type).stream())
                .map(path -> path.equals("/") ? "/*" : path + "/*")
                .toList();
        return new RequiresSessionFallback(below);
    }

    /** {@return the path of a REST application below the context root, decoded; empty without {@link ApplicationPath}} */
    public static Optional<String> applicationPath(Class<?> type) {
        return Optional.ofNullable(type.getAnnotation(ApplicationPath.class))
                .map(path -> "/" + CookieText.decode(path.value()).replaceAll("^/+|/*\\*?$", ""));
    }

    private static boolean isMarked(Class<?> type) {
        try {
            return type.isAnnotationPresent(RequiresSession.class)
                    || Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(method -> method.isAnnotationPresent(RequiresSession.class));
        } catch (LinkageError e) { // a library is missing; the class is here for one of the three reasons
            return !type.isAnnotationPresent(ApplicationPath.class) && !Application.class.isAssignableFrom(type);
        }
    }
}
