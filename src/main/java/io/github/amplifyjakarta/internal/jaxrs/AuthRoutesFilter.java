package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.exchange.CacheControl;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * Responds to the auth routes and protects paths before JAX-RS matches a resource. It is a filter and not a resource,
 * because an application that lists its classes would not include the resource.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class AuthRoutesFilter implements ContainerRequestFilter {

    private static final String ROUTES = "auth/";

    private final WebRuntime runtime;
    private final RestPathCheck check;

    /** @param check the check that all filters of an application share */
    public AuthRoutesFilter(WebRuntime runtime, RestPathCheck check) {
        this.runtime = runtime;
        this.check = check;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        RequestSession session = JaxRsRequests.session(request, runtime);
        Optional<ShortCircuitResponse> answer = route(request, session);
        answer.ifPresent(found -> answer(request, session, found, runtime));
        boolean passes = answer.isEmpty() && check.passes(request, session);
        if (passes && !isCallerOfMicroProfileJwt(session)) {
            request.setSecurityContext(new SessionSecurityContext(request.getSecurityContext(), session));
        }
    }

    /** Then the principal is the server's own JsonWebToken. */
    private boolean isCallerOfMicroProfileJwt(RequestSession session) {
        return runtime.callers().microprofileJwt() && session.isOfBearer();
    }

    /** Responds instead of the application. */
    static void answer(
            ContainerRequestContext request, RequestSession session, ShortCircuitResponse answer, WebRuntime runtime) {
        session.send(answer.cookies());
        boolean navigation = JaxRsRequests.request(request).isNavigation();
        request.abortWith(response(navigation ? answer.asPage(runtime.errorPage()) : answer));
    }

    private Optional<ShortCircuitResponse> route(ContainerRequestContext request, RequestSession session) {
        // the raw path: the access check compares raw paths and must recognize every route that this filter recognizes
        String sent = request.getUriInfo().getPath(false);
        String path = sent.substring(sent.startsWith("/") ? 1 : 0);
        if (!path.startsWith(ROUTES)) {
            return Optional.empty();
        }
        String rest = path.substring(ROUTES.length());
        String slug = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        return runtime.routes()
                .map(routes -> routes.handle(slug, JaxRsRequests.request(request), request::getEntityStream, session))
                .filter(found -> found.status() != 404);
    }

    /**
     * The response without its cookies. They are sent with the servlet response, so that no framework rewrites them.
     */
    static Response response(ShortCircuitResponse answer) {
        Response.ResponseBuilder response =
                Response.status(answer.status()).header(HttpHeaders.CACHE_CONTROL, CacheControl.WITH_COOKIES);
        // as a plain header: the server would rewrite a URI object
        answer.location().ifPresent(location -> response.header(HttpHeaders.LOCATION, location));
        answer.allow().ifPresent(methods -> response.header(HttpHeaders.ALLOW, methods));
        answer.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        answer.challenge().ifPresent(challenge -> response.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
        answer.contentType()
                .ifPresent(
                        type -> response.header(HttpHeaders.CONTENT_TYPE, type).entity(answer.body()));
        return response.build();
    }
}
