package io.github.amplifyjakarta.internal.aws;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Maps responses and failures to the library's exceptions. The names are Amplify's. Each exception has a recovery
 * suggestion.
 */
public final class ApiErrors {

    /** AWS error names for a signature whose time differs from the service's (AWS SDKs, "clock skew"). */
    private static final Set<String> OF_THE_CLOCK = Set.of(
            "AuthFailure",
            "InvalidSignatureException",
            "RequestExpired",
            "RequestInTheFuture",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "BadRequestException");

    private static final Set<String> THROTTLED = Set.of(
            "BandwidthLimitExceeded",
            "EC2ThrottledException",
            "LimitExceededException",
            "PriorRequestNotComplete",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown",
            "ThrottledException",
            "Throttling",
            "ThrottlingException",
            "TimeoutError",
            "TooManyRequestsException");

    private ApiErrors() {}

    public static ApiException invalid(String message) {
        return invalid("InvalidInput", message, "Correct the call; nothing was sent.");
    }

    public static ApiException invalid(String name, String message, String recoverySuggestion) {
        return new ApiException(
                Reason.INVALID_INPUT, new AmplifyException.Details(name, message, recoverySuggestion), null);
    }

    public static ApiException status(ApiReply reply) {
        JsonObject body = json(reply);
        String name = name(reply, body);
        String message = Stream.of("message", "Message")
                .flatMap(field -> text(body, field).stream())
                .findFirst()
                .orElse("Unknown error");
        return new ApiException(
                Reason.STATUS,
                new AmplifyException.Details(name, message, suggestion(reply.status(), name)),
                new ApiException.Answer(reply.status(), reply.headers(), new String(reply.bytes(), UTF_8)),
                null);
    }

    private static String suggestion(int status, String name) {
        if (name.equals("UnauthorizedException")) {
            return "If you're calling an Amplify-generated API, make sure to set the \"authMode\" to the backend"
                    + " authorization rule's auth provider ('apiKey', 'userPool', 'iam', 'oidc', 'lambda').";
        }
        if (isOfTheClock(name)) {
            return "Check the server's clock, and region and service of the API in the configuration.";
        }
        return switch (status) {
            case 401, 403 ->
                "Check that the signed-in user, or the guest, may call this, and how the call is authorized.";
            case 404 -> "Check the path, and the stage in the API's endpoint.";
            case 429, 500, 502, 503, 504 -> "Try again in a moment; if it persists, see the API's log.";
            case 301, 302, 303, 307, 308 ->
                "Redirects are not followed, because credentials would go with them: call the" + " other address.";
            default -> "See headers() and body() for what the API says.";
        };
    }

    /** The order is Amplify's. From {@code namespace#Name:http://…} only the name is used (AWS JSON protocol). */
    private static String name(ApiReply reply, JsonObject body) {
        return reply.header("x-amzn-errortype")
                .or(() -> text(body, "code"))
                .or(() -> text(body, "__type"))
                .map(found -> found.replaceFirst("[:,].*$", "").replaceFirst("^.*#", ""))
                .filter(found -> !found.isEmpty())
                .orElse("UnknownError");
    }

    private static JsonObject json(ApiReply reply) {
        return JsonText.parse(reply.bytes()).orElse(JsonValue.NULL) instanceof JsonObject object
                ? object
                : JsonValue.EMPTY_JSON_OBJECT;
    }

    public static boolean isOfTheClock(String name) {
        return OF_THE_CLOCK.contains(name);
    }

    public static boolean isThrottled(String name) {
        return THROTTLED.contains(name);
    }

    public static ApiException failure(HttpFailure e) {
        return switch (e.kind()) {
            case TIMEOUT ->
                new ApiException(
                        Reason.TIMEOUT,
                        new AmplifyException.Details(
                                "TimeoutError",
                                "The API did not answer in time: " + e.text(),
                                "Try again; give the call more time, or raise amplify.http.request-timeout."),
                        e);
            case TOO_LARGE ->
                new ApiException(
                        Reason.BAD_ANSWER,
                        new AmplifyException.Details(
                                "UnknownError", e.text(), "Read answers of this size with stream()."),
                        e);
            case UNREADABLE -> unreadable(e);
            case NOT_CONNECTED, BROKEN ->
                new ApiException(
                        Reason.NETWORK,
                        new AmplifyException.Details(
                                "NetworkError",
                                "A network error has occurred: " + e.text(),
                                "Try again; if it persists, check that this server reaches the API, and the endpoint in the"
                                        + " configuration."),
                        e);
        };
    }

    public static ApiException unreadable(Exception e) {
        return new ApiException(
                Reason.INVALID_INPUT,
                new AmplifyException.Details(
                        "InvalidInput", "The body could not be read: " + e.getMessage(), "Check what is sent."),
                e);
    }

    public static ApiException ended(Exception e) {
        return new ApiException(
                Reason.NETWORK,
                new AmplifyException.Details(
                        "NetworkError",
                        "The application has ended.",
                        "No action is needed: the server is stopping the application."),
                e);
    }

    /** {@return the error of an answer that has another form than the type that the application reads it as} */
    public static ApiException mismatch(ApiReply reply, String message, Throwable cause) {
        return badAnswer(
                reply, message, "Correct the class, or compare it with what the API answers: text() has it.", cause);
    }

    public static ApiException badAnswer(ApiReply reply, String message, @Nullable Throwable cause) {
        return badAnswer(reply, message, "Check the endpoint, and what stands between this server and the API.", cause);
    }

    private static ApiException badAnswer(
            ApiReply reply, String message, String recoverySuggestion, @Nullable Throwable cause) {
        return new ApiException(
                Reason.BAD_ANSWER,
                new AmplifyException.Details("UnknownError", message, recoverySuggestion),
                new ApiException.Answer(reply.status(), reply.headers(), new String(reply.bytes(), UTF_8)),
                cause);
    }

    public static ApiException late(Duration limit) {
        return new ApiException(
                Reason.TIMEOUT,
                new AmplifyException.Details(
                        "TimeoutError",
                        "Request timeout after " + limit.toMillis() + "ms",
                        "Give the call more time, or look why the API takes so long."),
                null);
    }

    public static ApiException canceled(@Nullable Throwable cause) {
        return new ApiException(
                Reason.CANCELED,
                new AmplifyException.Details(
                        "CanceledError",
                        "The call was cancelled.",
                        "No action is needed: the application cancelled the call."),
                cause);
    }
}
