package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.access.AccessPolicy;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import jakarta.ws.rs.ApplicationPath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where resources that carry {@link RequiresSession} may be. The filters that look at the mark are the server's to find
 * (Jakarta RESTful Web Services 3.1, section 4.4.5); where it does not look for them ({@code jakarta.ws.rs.loadServices}
 * is {@code false}; TomEE 10), what carries the mark would be open to everybody. So these paths need a session until the
 * filters are there. An application that only web.xml maps is left out: servers load its servlet at the first request,
 * which must not be refused for that.
 */
public final class MarkedResources {

    private final AccessPolicy paths;
    private final boolean exist;

    private MarkedResources(boolean exist, List<String> patterns) {
        this.exist = exist;
        this.paths = AccessPolicy.of(new AppConfig.Paths(patterns, List.of(), List.of(), Optional.empty()));
    }

    /**
     * {@return where they may be}
     *
     * @param classes those of the application that carry the mark, or {@link ApplicationPath}
     */
    public static MarkedResources of(Set<Class<?>> classes) {
        if (classes.stream().noneMatch(MarkedResources::isMarked)) {
            return new MarkedResources(false, List.of());
        }
        List<String> below = classes.stream()
                .flatMap(type -> Stream.ofNullable(type.getAnnotation(ApplicationPath.class)))
                .map(path -> "/" + CookieText.decode(path.value()).replaceAll("^/+|/*\\*?$", ""))
                .map(path -> path.equals("/") ? "/*" : path + "/*")
                .toList();
        return new MarkedResources(true, below);
    }

    private static boolean isMarked(Class<?> type) {
        try {
            return type.isAnnotationPresent(RequiresSession.class)
                    || Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(method -> method.isAnnotationPresent(RequiresSession.class));
        } catch (LinkageError e) { // of a library that is not there; it was found because of one of both annotations
            return !type.isAnnotationPresent(ApplicationPath.class);
        }
    }

    /** {@return whether the application has any} */
    public boolean exist() {
        return exist;
    }

    /** Wherever the path is ambiguous, they may be. */
    boolean mayBeAt(GuardedRequest request) {
        return paths.decide(request.requestUri(), request.contextPath(), request.resolved())
                .fold(() -> false, () -> true, reason -> true);
    }
}
