package io.github.amplifyjakarta.internal.exchange;

import io.github.amplifyjakarta.internal.cookie.SetCookie;
import java.util.List;
import java.util.Optional;

/**
 * The response of an auth route.
 *
 * @param status HTTP status
 * @param location Location; empty without one
 * @param contentType Content-Type; empty without a body
 * @param allow Allow, the methods of the route; empty without one
 * @param challenge WWW-Authenticate; empty without one
 * @param body the body
 * @param problem the problem; empty when the request succeeded
 * @param cookies Set-Cookie lines
 */
public record ShortCircuitResponse(
        int status,
        Optional<String> location,
        Optional<String> contentType,
        Optional<String> allow,
        Optional<String> challenge,
        String body,
        Optional<Problem> problem,
        List<SetCookie> cookies) {

    /** Long enough for a short outage (RFC 9110, section 10.2.3). */
    private static final String SECONDS_UNTIL_RETRY = "5";

    public static ShortCircuitResponse redirect(int status, String location, List<SetCookie> cookies) {
        return new ShortCircuitResponse(
                status,
                Optional.of(Location.encode(location)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                cookies);
    }

    public static ShortCircuitResponse page(String html, List<SetCookie> cookies) {
        return new ShortCircuitResponse(
                200,
                Optional.empty(),
                Optional.of("text/html; charset=UTF-8"),
                Optional.empty(),
                Optional.empty(),
                html,
                Optional.empty(),
                cookies);
    }

    public static ShortCircuitResponse json(String json, List<SetCookie> cookies) {
        return new ShortCircuitResponse(
                200,
                Optional.empty(),
                Optional.of("application/json"),
                Optional.empty(),
                Optional.empty(),
                json,
                Optional.empty(),
                cookies);
    }

    public static ShortCircuitResponse problem(Problem problem, List<SetCookie> cookies) {
        return new ShortCircuitResponse(
                problem.status(),
                Optional.empty(),
                Optional.of(Problem.MEDIA_TYPE),
                Optional.empty(),
                Optional.empty(),
                problem.json(),
                Optional.of(problem),
                cookies);
    }

    public static ShortCircuitResponse empty(int status) {
        return new ShortCircuitResponse(
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                List.of());
    }

    /** {@return a response with the methods of a route, as 405 requires (RFC 9110, section 15.5.6)} */
    public static ShortCircuitResponse allowing(int status, String methods) {
        return new ShortCircuitResponse(
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.of(methods),
                Optional.empty(),
                "",
                Optional.empty(),
                List.of());
    }

    /** {@return the same response with a challenge (RFC 9110, section 11.6.1)} */
    public ShortCircuitResponse challenging(String scheme) {
        return new ShortCircuitResponse(
                status, location, contentType, allow, Optional.of(scheme), body, problem, cookies);
    }

    /** {@return the same response for a page request: a problem becomes a page} */
    public ShortCircuitResponse asPage(ErrorPage page) {
        return problem.map(found -> new ShortCircuitResponse(
                        status,
                        location,
                        Optional.of(ErrorPage.MEDIA_TYPE),
                        allow,
                        challenge,
                        page.html(found),
                        problem,
                        cookies))
                .orElse(this);
    }

    /** {@return when to retry, in seconds; empty when a retry would not help} */
    public Optional<String> retryAfter() {
        return problem.filter(found -> found.status() == 503).map(found -> SECONDS_UNTIL_RETRY);
    }

    @Override
    public String toString() {
        return "ShortCircuitResponse[" + status + ", <redacted>]";
    }
}
