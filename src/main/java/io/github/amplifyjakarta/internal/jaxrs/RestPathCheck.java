package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.access.AccessResult;
import io.github.amplifyjakarta.internal.servlet.RequestState;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a path in Jakarta REST, where filters of the application may change the requested path. */
public final class RestPathCheck {

    /** The property with the method and paths that were checked last. */
    private static final String CHECKED = RestPathCheck.class.getName();

    /** See {@link #keepBase}. */
    private static final String BASE = CHECKED + ".base";

    private final WebRuntime runtime;

    /**
     * The base path of the last request that computed it. It is cached because servers create the base URI on every
     * call.
     */
    private volatile @Nullable String lastBase;

    /**
     * @param runtime the application's runtime; each Jakarta REST application has its own check, because it has its own
     * base URI
     */
    public RestPathCheck(WebRuntime runtime) {
        this.runtime = runtime;
    }

    /** Stores the base URI of the application before a filter can change it. */
    void keepBase(ContainerRequestContext request) {
        String base = lastBase;
        if (base == null || !isChecked(request, base)) {
            base = withoutSlash(request.getUriInfo().getBaseUri().getRawPath());
            lastBase = base;
        }
        request.setProperty(BASE, base);
    }

    /** {@return whether resources are matched by exactly the path that the access check has accepted} */
    private static boolean isChecked(ContainerRequestContext request, String base) {
        Optional<RequestState> opened = JaxRsRequests.state(request);
        return opened.isPresent()
                && opened.get().isChecked(base, request.getUriInfo().getPath(false));
    }

    /** {@return whether the request may continue; otherwise the response has been sent} */
    boolean passes(ContainerRequestContext request, RequestSession session) {
        String base = request.getProperty(BASE) instanceof String kept
                ? kept
                : withoutSlash(request.getUriInfo().getBaseUri().getRawPath());
        if (isChecked(request, base)) {
            return true;
        }
        String sent = request.getUriInfo().getRequestUri().getRawPath();
        String matched = matched(base, request.getUriInfo().getPath(false));
        String what = request.getMethod() + " " + sent + " " + matched;
        if (what.equals(request.getProperty(CHECKED))) {
            return true;
        }
        boolean same = matched.equals(sent) || matched.equals(withoutSlash(sent));
        boolean passes = passes(request, sent, session) && (same || passes(request, matched, session));
        if (passes) {
            request.setProperty(CHECKED, what);
        }
        return passes;
    }

    /** {@return the path that resources are matched by: the current path after the base URI} */
    private static String matched(String base, String below) {
        String path = base + (below.startsWith("/") ? below : "/" + below);
        return path.length() > 1 ? withoutSlash(path) : path;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private boolean passes(ContainerRequestContext request, String path, RequestSession session) {
        return JaxRsRequests.state(request)
                        .filter(found -> found.isChecked(path))
                        .isPresent()
                || apply(runtime.access().checkPath(JaxRsRequests.request(request, path), session), request, session);
    }

    /** {@return whether the request may continue; otherwise the response has been sent} */
    boolean apply(AccessResult result, ContainerRequestContext request, RequestSession session) {
        result.refusal().ifPresent(refused -> AuthRoutesFilter.answer(request, session, refused, runtime));
        if (result.refusal().isPresent()) {
            return false;
        }
        JaxRsRequests.state(request)
                .ifPresent(opened -> opened.cookieWriter().treat(result, JaxRsRequests.request(request)));
        return true;
    }
}
