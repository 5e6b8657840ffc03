package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.session.RequestSession;
import java.util.Optional;

/** Where the session of the current request is kept while the request runs; CDI's request scope is behind it. */
public interface RequestBinding {

    /** Makes a session the current request's. */
    void bind(RequestSession session);

    /** {@return the current request's session; empty when the filter has not seen this request} */
    Optional<RequestSession> current();
}
