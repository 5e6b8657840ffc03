package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.session.RequestSession;
import java.util.Optional;

/** Stores the session of the current request while the request runs. The implementation uses CDI's request scope. */
public interface RequestBinding {

    /** Binds a session to the current request. */
    void bind(RequestSession session);

    /** {@return the session of the current request; empty when the filter has not processed this request} */
    Optional<RequestSession> current();
}
