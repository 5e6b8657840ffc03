package io.github.amplifyjakarta.internal.exchange;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlException;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.storage.StorageException;
import jakarta.json.spi.JsonProvider;
import java.util.Set;

/**
 * A problem document (RFC 9457).
 *
 * @param status HTTP status
 * @param title one line
 * @param code stable error code
 * @param detail what happened and what helps
 */
public record Problem(int status, String title, String code, String detail) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * Cached, because {@code jakarta.json.Json} searches for the provider on every call, and there may be many
     * refusals.
     */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final Set<String> REFUSALS = Set.of("Unauthorized", "UnauthorizedException");

    public static Problem of(AmplifyException e) {
        if (e instanceof StorageException storage) {
            return of(storage);
        }
        if (e instanceof ApiException api) {
            return of(api);
        }
        if (e instanceof SignInException signIn) {
            return of(signIn);
        }
        return e instanceof AuthException auth
                ? of(auth)
                : new Problem(500, e.name(), e.code(), "The server could not carry this out.");
    }

    /** URLs, pool ids and Cognito's messages are for the operator. They are in the log. */
    private static Problem of(AuthException e) {
        return switch (e.reason()) {
            case NOT_SIGNED_IN -> of(401, e, "No user is signed in, or the session has ended. Sign in and try again.");
            case COULD_NOT_CHECK ->
                of(
                        503,
                        e,
                        "It could not be checked whether you are signed in. You have not been signed out. Try again.");
            case REFRESH_FAILED ->
                of(503, e, "The session could not be renewed. You have not been signed out. Try again.");
            case CREDENTIALS, SERVICE ->
                of(502, e, "A service behind this one did not answer, or answered with an error. Try again.");
            case NOT_CONFIGURED, NO_REQUEST -> of(500, e, "The server is not set up for this.");
        };
    }

    /** What Cognito says may be for the operator. It is in the log, except for the rules of a password. */
    private static Problem of(SignInException e) {
        return switch (e.reason()) {
            case WRONG_CREDENTIALS -> of(401, e, "The user name or the password is wrong.");
            case WRONG_CODE -> of(400, e, "The code is wrong. Type it again.");
            case EXPIRED_CODE -> of(400, e, "The code has expired. Ask for another one.");
            case NOT_STARTED -> of(400, e, "The sign-in is over. Start again.");
            case TOO_MANY_ATTEMPTS -> of(429, e, "There were too many attempts. Try again later.");
            case PASSWORD_REJECTED -> of(400, e, String.valueOf(e.getMessage()));
            case INVALID_INPUT -> of(400, e, "Something of what was sent cannot be used.");
            case USER_EXISTS -> of(409, e, "There is a user with this name, e-mail address or telephone number.");
            case REFUSED -> of(403, e, "This is not allowed.");
            case NOT_SUPPORTED -> of(501, e, "This user cannot sign in here.");
            case NOT_CONFIGURED, NO_REQUEST -> of(500, e, "The server is not set up for this.");
            case UNAVAILABLE -> of(503, e, "The sign-in could not be finished. Try again in a moment.");
            case SERVICE -> of(502, e, "A service behind this one answered with an error. Try again.");
        };
    }

    /** Buckets, roles and paths of other users must not be disclosed. They are in the log. */
    private static Problem of(StorageException e) {
        if (e.statusCode().orElse(0) == 416) { // RFC 9110, section 15.5.17
            return of(416, e, "The file does not have the range that was asked for.");
        }
        return switch (e.reason()) {
            case INVALID_INPUT, DATA -> of(400, e, "The request cannot be carried out as it is.");
            case NO_CREDENTIALS -> of(401, e, "Sign in before asking for this file.");
            case ACCESS_DENIED -> of(403, e, "This file is not yours to read or write.");
            case NOT_FOUND -> of(404, e, "There is no such file.");
            case PRECONDITION_FAILED -> of(412, e, "The file already exists or has been changed.");
            case SERVICE, INTEGRITY -> of(502, e, "The file store answered with an error.");
            case NETWORK, CANCELED -> of(503, e, "The file store did not answer in time. Try again.");
            case NOT_CONFIGURED -> of(500, e, "The file store is not configured.");
        };
    }

    /** Messages of another API are for the operator. They are in the log. */
    private static Problem of(ApiException e) {
        return switch (e.reason()) {
            case INVALID_INPUT -> of(500, e, "The server has called a service in a wrong way.");
            case NOT_CONFIGURED -> of(500, e, "The server is not set up for this.");
            case NO_CREDENTIALS -> of(401, e, "Sign in before calling this.");
            case STATUS -> ofStatus(e).titled("RestApiError"); // the name comes from the other API
            case GRAPHQL -> ofGraphQl((GraphQlException) e);
            case BAD_ANSWER -> of(502, e, "A service behind this one gave an answer that the server cannot read.");
            case TIMEOUT -> of(504, e, "A service behind this one did not answer in time. Try again.");
            case NETWORK, CANCELED -> of(503, e, "A service behind this one could not be reached. Try again.");
        };
    }

    private Problem titled(String other) {
        return new Problem(status, other, code, detail);
    }

    private static Problem ofStatus(ApiException e) {
        return switch (e.statusCode().orElse(0)) {
            case 401, 403 -> of(403, e, "This is not yours to see or change.");
            case 404 -> of(404, e, "There is no such thing.");
            case 409, 412 -> of(e.statusCode().getAsInt(), e, "It has been changed in the meantime.");
            case 429, 503 -> of(503, e, "A service behind this one is too busy. Try again.");
            default -> of(502, e, "A service behind this one answered with an error.");
        };
    }

    /** AppSync sends refusals with status 200 and these types. */
    private static Problem ofGraphQl(GraphQlException e) {
        boolean refused = e.errors().stream()
                .anyMatch(error -> error.errorType().filter(REFUSALS::contains).isPresent());
        if (refused) {
            return of(403, e, "This is not yours to see or change.");
        }
        return e.statusCode().orElse(200) < 300
                ? of(502, e, "A service behind this one answered with errors.")
                : ofStatus(e);
    }

    private static Problem of(int status, AmplifyException e, String detail) {
        return new Problem(status, e.name(), e.code(), detail);
    }

    public static Problem notSignedIn() {
        return new Problem(
                401,
                "UserUnAuthenticatedException",
                AuthException.Reason.NOT_SIGNED_IN.code(),
                "User needs to be authenticated to call this API. Sign in before calling this API again.");
    }

    public static Problem forbidden() {
        return new Problem(403, "Forbidden", "auth/forbidden", "You may not see or change this.");
    }

    public static Problem ambiguousPath(String reason) {
        return new Problem(
                400,
                "AmbiguousPath",
                "auth/ambiguous-path",
                "Servers read this path in different ways: it has " + reason + ". Write it in another way.");
    }

    public String json() {
        return JSON.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("code", code)
                .add("detail", detail)
                .build()
                .toString();
    }
}
