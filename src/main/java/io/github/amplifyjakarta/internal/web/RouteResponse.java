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
 * @param body the body
 * @param cookies Set-Cookie lines
 */
public record RouteResponse(
        int status, Optional<String> location, Optional<String> contentType, String body, List<SetCookie> cookies) {

    static RouteResponse redirect(int status, String location, List<SetCookie> cookies) {
        return new RouteResponse(status, Optional.of(Location.encode(location)), Optional.empty(), "", cookies);
    }

    static RouteResponse page(String html, List<SetCookie> cookies) {
        return new RouteResponse(200, Optional.empty(), Optional.of("text/html; charset=UTF-8"), html, cookies);
    }

    static RouteResponse problem(Problem problem, List<SetCookie> cookies) {
        return new RouteResponse(
                problem.status(), Optional.empty(), Optional.of(Problem.MEDIA_TYPE), problem.json(), cookies);
    }

    static RouteResponse empty(int status) {
        return new RouteResponse(status, Optional.empty(), Optional.empty(), "", List.of());
    }

    @Override
    public String toString() {
        return "RouteResponse[" + status + ", <redacted>]";
    }
}
