package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.ThreadSession;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

/**
 * Takes the session of a request along with MicroProfile Context Propagation (1.3, "SPI"), as {@link SessionThreadContext} does
 * with Jakarta Concurrency; found through {@code META-INF/services}. Only servers with that specification load this class.
 */
public final class PropagatedSession implements ThreadContextProvider {

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        return snapshot(ThreadSession.orElse(Optional::empty));
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return snapshot(Optional.empty());
    }

    @Override
    public String getThreadContextType() {
        return SessionThreadContext.TYPE;
    }

    private static ThreadContextSnapshot snapshot(Optional<RequestSession> session) {
        return () -> ThreadSession.give(session)::run;
    }
}
