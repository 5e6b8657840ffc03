package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the session that the servlet filter opened for this request. Its methods are public, because Weld calls
 * non-public methods by reflection.
 */
@RequestScoped
public class RequestContext {

    private volatile @Nullable RequestSession session;

    public void bind(RequestSession opened) {
        session = opened;
    }

    public Optional<RequestSession> session() {
        return Optional.ofNullable(session);
    }
}
