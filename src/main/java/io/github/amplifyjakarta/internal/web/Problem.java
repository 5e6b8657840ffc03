package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthException;
import jakarta.json.Json;

/**
 * A problem document (RFC 9457).
 *
 * @param status HTTP status
 * @param title one line
 * @param code stable error code
 * @param detail what happened and what helps
 */
record Problem(int status, String title, String code, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(AmplifyException e) {
        int status = e instanceof AuthException auth ? status(auth.reason()) : 500;
        return new Problem(status, e.name(), e.code(), e.getMessage() + " " + e.recoverySuggestion());
    }

    private static int status(AuthException.Reason reason) {
        return switch (reason) {
            case NOT_SIGNED_IN -> 401;
            case COULD_NOT_CHECK, REFRESH_FAILED -> 503;
            case CREDENTIALS, SERVICE -> 502;
            case NOT_CONFIGURED, NO_REQUEST -> 500;
        };
    }

    static Problem notSignedIn() {
        return new Problem(
                401,
                "UserUnAuthenticatedException",
                AuthException.Reason.NOT_SIGNED_IN.code(),
                "User needs to be authenticated to call this API. Sign in before calling this API again.");
    }

    String json() {
        return Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("code", code)
                .add("detail", detail)
                .build()
                .toString();
    }
}
