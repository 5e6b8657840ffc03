package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Decides about a path in Jakarta REST, where filters of the application may come to another one than was asked for. */
final class RestPathCheck {

    /** Method and path that were decided on last. */
    private static final String CHECKED = RestPathCheck.class.getName();

    private final WebRuntime runtime;

    RestPathCheck(WebRuntime runtime) {
        this.runtime = runtime;
    }

    /** {@return whether the request may go on; if not, it is answered} */
    boolean passes(ContainerRequestContext request, RequestSession session) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        if (OpenedSession.find(request).filter(found -> found.isChecked(path)).isPresent()) {
            return true;
        }
        String what = request.getMethod() + " " + path;
        if (what.equals(request.getProperty(CHECKED))) {
            return true;
        }
        boolean passes = apply(runtime.gate().checkPath(guarded(request, path), session), request, session);
        if (passes) {
            request.setProperty(CHECKED, what);
        }
        return passes;
    }

    /** {@return whether the request may go on; if not, it is answered} */
    boolean apply(Passage passage, ContainerRequestContext request, RequestSession session) {
        passage.refusal().ifPresent(refused -> AuthRoutesFilter.answer(request, session, refused, runtime));
        if (passage.refusal().isPresent()) {
            return false;
        }
        OpenedSession.find(request)
                .ifPresent(opened ->
                        opened.outlet().treat(passage, guarded(request).isNavigation()));
        return true;
    }

    static GuardedRequest guarded(ContainerRequestContext request) {
        return guarded(request, request.getUriInfo().getRequestUri().getRawPath());
    }

    static GuardedRequest guarded(ContainerRequestContext request, String path) {
        URI uri = request.getUriInfo().getRequestUri();
        return new GuardedRequest(
                request.getMethod(),
                path,
                Optional.ofNullable(uri.getRawQuery()),
                ServletContextPath.of(request),
                List.of(),
                request::getHeaderString);
    }
}
