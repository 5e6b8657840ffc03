package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import java.util.List;
import java.util.Optional;

/**
 * The paths that may contain resources with {@link RequiresSession}. The server must discover the filters that check
 * this annotation (Jakarta RESTful Web Services 3.1, section 4.4.5). Some servers do not discover them ({@code
 * jakarta.ws.rs.loadServices} is {@code false}; TomEE 10), and then annotated resources would be open. Therefore these
 * paths need a session until the filters are loaded. An application that is mapped only in web.xml is exempt: servers
 * load its servlet at the first request, which must not be refused for that reason.
 */
public final class RequiresSessionFallback {

    /** For an application without annotated resources. */
    public static final RequiresSessionFallback NONE = new RequiresSessionFallback(List.of());

    private final AccessPolicy paths;

    /** @param patterns the paths below which annotated resources may be */
    public RequiresSessionFallback(List<String> patterns) {
        this.paths = AccessPolicy.of(new AppConfig.Paths(patterns, List.of(), List.of(), Optional.empty()));
    }

    /** {@return whether the application has annotated resources} */
    public boolean isNeeded() {
        return this != NONE;
    }

    /** An ambiguous path may also lead to them. */
    public boolean mayBeAt(IncomingRequest request) {
        return paths.decide(request.path(), request.contextPath(), request.resolved())
                .fold(() -> false, () -> true, reason -> true);
    }
}
