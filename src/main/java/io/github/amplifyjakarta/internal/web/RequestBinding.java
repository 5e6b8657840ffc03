package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.session.RequestSession;
import java.util.Optional;

/** Where the session of the current request is: with its thread, and before all filters in CDI's request scope. */
public interface RequestBinding {

    /** Makes a session the current request's, before the servlet filter has given it to the thread. */
    void bind(RequestSession session);

    /** {@return the current request's session; empty when the filter has not seen this request} */
    Optional<RequestSession> current();
}
