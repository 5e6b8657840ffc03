package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import java.util.List;
import java.util.Optional;

/**
 * Where resources that carry {@link RequiresSession} may be. The filters that look at the mark are the server's to find
 * (Jakarta RESTful Web Services 3.1, section 4.4.5); where it does not look for them ({@code jakarta.ws.rs.loadServices}
 * is {@code false}; TomEE 10), what carries the mark would be open to everybody. So these paths need a session until the
 * filters are there. An application that only web.xml maps is left out: servers load its servlet at the first request,
 * which must not be refused for that.
 */
public final class RequiresSessionFallback {

    private final AccessPolicy paths;
    private final boolean exist;

    /**
     * @param exist whether the application has any
     * @param patterns paths below which they may be
     */
    public RequiresSessionFallback(boolean exist, List<String> patterns) {
        this.exist = exist;
        this.paths = AccessPolicy.of(new AppConfig.Paths(patterns, List.of(), List.of(), Optional.empty()));
    }

    /** {@return whether the application has any} */
    public boolean exist() {
        return exist;
    }

    /** Wherever the path is ambiguous, they may be. */
    public boolean mayBeAt(IncomingRequest request) {
        return paths.decide(request.path(), request.contextPath(), request.resolved())
                .fold(() -> false, () -> true, reason -> true);
    }
}
