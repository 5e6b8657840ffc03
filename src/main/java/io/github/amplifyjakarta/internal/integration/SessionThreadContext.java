package io.github.amplifyjakarta.internal.integration;

import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.ThreadSession;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Propagates the session of a request to tasks of a managed executor (Jakarta Concurrency 3.0, section 3.3.4). It is
 * discovered through {@code META-INF/services}. Only servers with Jakarta Concurrency load this class.
 */
public final class SessionThreadContext implements ThreadContextProvider {

    /** The name of this context in {@code @ContextServiceDefinition}. */
    public static final String TYPE = "AmplifySession";

    @Override
    public ThreadContextSnapshot currentContext(@Nullable Map<String, String> executionProperties) {
        return snapshot(ThreadSession.orElse(Optional::empty));
    }

    @Override
    public ThreadContextSnapshot clearedContext(@Nullable Map<String, String> executionProperties) {
        return snapshot(Optional.empty());
    }

    @Override
    public String getThreadContextType() {
        return TYPE;
    }

    private static ThreadContextSnapshot snapshot(Optional<RequestSession> session) {
        return () -> ThreadSession.give(session)::run;
    }
}
