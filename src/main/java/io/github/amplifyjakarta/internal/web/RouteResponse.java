package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.cookie.SetCookie;
import java.util.List;
import java.util.Optional;

/**
 * The answer of an auth route.
 *
 * @param status HTTP status
 * @param location Location; empty without one
 * @param contentType Content-Type; empty without a body
 * @param allow Allow, the methods of the route; empty without one
 * @param challenge WWW-Authenticate; empty without one
 * @param body the body
 * @param cookies Set-Cookie lines
 */
public record RouteResponse(
        int status,
        Optional<String> location,
        Optional<String> contentType,
        Optional<String> allow,
        Optional<String> challenge,
        String body,
        List<SetCookie> cookies) {

    static RouteResponse redirect(int status, String location, List<SetCookie> cookies) {
        return new RouteResponse(
                status,
                Optional.of(Location.encode(location)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                cookies);
    }

    static RouteResponse page(String html, List<SetCookie> cookies) {
        return new RouteResponse(
                200,
                Optional.empty(),
                Optional.of("text/html; charset=UTF-8"),
                Optional.empty(),
                Optional.empty(),
                html,
                cookies);
    }

    static RouteResponse problem(Problem problem, List<SetCookie> cookies) {
        return new RouteResponse(
                problem.status(),
                Optional.empty(),
                Optional.of(Problem.MEDIA_TYPE),
                Optional.empty(),
                Optional.empty(),
                problem.json(),
                cookies);
    }

    static RouteResponse empty(int status) {
        return new RouteResponse(
                status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "", List.of());
    }

    /** {@return an answer that names the methods of a route, as 405 must (RFC 9110, section 15.5.6)} */
    static RouteResponse allowing(int status, String methods) {
        return new RouteResponse(
                status, Optional.empty(), Optional.empty(), Optional.of(methods), Optional.empty(), "", List.of());
    }

    /** {@return the same answer with a challenge (RFC 9110, section 11.6.1)} */
    RouteResponse challenging(String scheme) {
        return new RouteResponse(status, location, contentType, allow, Optional.of(scheme), body, cookies);
    }

    @Override
    public String toString() {
        return "RouteResponse[" + status + ", <redacted>]";
    }
}
