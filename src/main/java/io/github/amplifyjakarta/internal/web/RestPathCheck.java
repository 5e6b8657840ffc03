package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Decides about a path in Jakarta REST, where filters of the application may come to another one than was asked for. */
final class RestPathCheck {

    /** Method and paths that were decided on last. */
    private static final String CHECKED = RestPathCheck.class.getName();

    /** See {@link #keepBase}. */
    private static final String BASE = CHECKED + ".base";

    private final WebRuntime runtime;

    RestPathCheck(WebRuntime runtime) {
        this.runtime = runtime;
    }

    /** Keeps the base path of the application, before a filter can give it another one. */
    static void keepBase(ContainerRequestContext request) {
        String base = checked(request)
                .map(OpenedSession::servletPath)
                .orElseGet(
                        () -> request.getUriInfo().getBaseUri().getRawPath()); // servers make URIs when they are asked
        request.setProperty(BASE, base);
    }

    /** {@return the session of a request whose path behind the base URI, which resources are matched by, was let pass} */
    private static Optional<OpenedSession> checked(ContainerRequestContext request) {
        return OpenedSession.find(request)
                .filter(found -> found.isCheckedInRest(request.getUriInfo().getPath(false)));
    }

    /** {@return whether the request may go on; if not, it is answered} */
    boolean passes(ContainerRequestContext request, RequestSession session) {
        if (checked(request).isPresent()) {
            return true;
        }
        String sent = request.getUriInfo().getRequestUri().getRawPath();
        String matched = matched(request);
        String what = request.getMethod() + " " + sent + " " + matched;
        if (what.equals(request.getProperty(CHECKED))) {
            return true;
        }
        boolean passes = passes(request, sent, session) && (matched.equals(sent) || passes(request, matched, session));
        if (passes) {
            request.setProperty(CHECKED, what);
        }
        return passes;
    }

    /** {@return the path that resources are matched by: what stands behind the base URI, whatever that is by now} */
    private static String matched(ContainerRequestContext request) {
        String below = request.getUriInfo().getPath(false);
        String base = request.getProperty(BASE) instanceof String kept
                ? kept
                : request.getUriInfo().getBaseUri().getRawPath();
        return (base.endsWith("/") ? base : base + "/") + (below.startsWith("/") ? below.substring(1) : below);
    }

    private boolean passes(ContainerRequestContext request, String path, RequestSession session) {
        return OpenedSession.find(request)
                        .filter(found -> found.isChecked(path))
                        .isPresent()
                || apply(runtime.gate().checkPath(guarded(request, path), session), request, session);
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
