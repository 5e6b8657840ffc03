package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.AmplifyException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call of a REST, GraphQL or Event API that failed. {@link #name()} is the name that Amplify gives the error. It is
 * the error type that the API gave ({@code ForbiddenException}), or a name such as {@code NetworkError}, {@code
 * TimeoutError}, {@code CanceledError} or {@code NoCredentials}.
 *
 * <pre>{@code
 * try {
 *     return Optional.of(orders.get("/orders/{id}", id).send().json(Order.class));
 * } catch (ApiException e) {
 *     if (e.statusCode().orElse(0) == 404) {
 *         return Optional.empty();
 *     }
 *     throw e;
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/errors.md}.
 *
 * @since 0.1.0
 */
public class ApiException extends AmplifyException {

    private static final long serialVersionUID = 1L;

    /** The kind of error. */
    public enum Reason {
        /** The call itself cannot work: a path that is not valid, a body where none can be. Nothing was sent. */
        INVALID_INPUT("api/invalid-input"),
        /** The configuration lacks what this call needs. Nothing was sent. */
        NOT_CONFIGURED("api/not-configured"),
        /**
         * There is nothing to authorize the call with: nobody is signed in, or no token was given. Nothing was sent.
         */
        NO_CREDENTIALS("api/no-credentials"),
        /** The API responded with a status of 300 or more. */
        STATUS("api/status"),
        /** The GraphQL API responded with errors: a {@link GraphQlException}. */
        GRAPHQL("api/graphql"),
        /** The response cannot be read: it is not JSON, not of the expected type, or larger than 16 MiB. */
        BAD_ANSWER("api/bad-answer"),
        /** The API could not be reached, or the connection broke. */
        NETWORK("api/network"),
        /** The API did not respond in time. */
        TIMEOUT("api/timeout"),
        /** The application cancelled the call. */
        CANCELED("api/canceled");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** {@return the stable code that {@link ApiException#code()} carries} */
        public String code() {
            return code;
        }
    }

    /**
     * A response of the API.
     *
     * @param statusCode the HTTP status; 0 without a response
     * @param headers the headers, names in lower case
     * @param body the body as text
     */
    public record Answer(int statusCode, Map<String, List<String>> headers, String body) {

        private static final Answer NONE = new Answer(0, Map.of(), "");

        /**
         * Checks that no component is {@code null} and copies the headers.
         *
         * @param statusCode the HTTP status; 0 without a response
         * @param headers the headers, names in lower case
         * @param body the body as text
         */
        public Answer {
            headers = Map.copyOf(headers);
            Objects.requireNonNull(body, "body");
        }
    }

    private static final int LONGEST_LINE = 1000;

    /** The kind of error. */
    private final Reason reason;
    /** The HTTP status of the response; 0 without a response. */
    private final int statusCode;

    private final transient Map<String, List<String>> headers;
    /** The body of the response as text; empty without a response. */
    private final String body;

    /**
     * Creates an error without a response of the API.
     *
     * @param reason the kind of error
     * @param details what the error says; of the name and the message a thousand characters are kept, in one line
     * @param cause the exception that led to this one, or {@code null}
     */
    public ApiException(Reason reason, Details details, @Nullable Throwable cause) {
        this(reason, details, Answer.NONE, cause);
    }

    /**
     * Creates an error.
     *
     * @param reason the kind of error
     * @param details what the error says; of the name and the message a thousand characters are kept, in one line
     * @param answer the response of the API
     * @param cause the exception that led to this one, or {@code null}
     */
    public ApiException(Reason reason, Details details, Answer answer, @Nullable Throwable cause) {
        super(
                reason.code(),
                new Details(line(details.name()), line(details.message()), details.recoverySuggestion()),
                cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.statusCode = answer.statusCode();
        this.headers = answer.headers();
        this.body = answer.body();
    }

    /** What an API says goes to logs: without lines of its own, and not for ever. */
    private static String line(String text) {
        return (text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text)
                .replaceAll("[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029]", " ");
    }

    /** {@return the kind of error} */
    public Reason reason() {
        return reason;
    }

    /** {@return the HTTP status of the response; empty without a response} */
    public OptionalInt statusCode() {
        return statusCode == 0 ? OptionalInt.empty() : OptionalInt.of(statusCode);
    }

    /** {@return the headers of the response, names in lower case; empty without a response} */
    public Map<String, List<String>> headers() {
        return headers == null ? Map.of() : headers; // after deserialization
    }

    /** {@return the body of the response as text; empty without a response} */
    public String body() {
        return body;
    }

    /** {@return the id that AWS gave the request, which its support asks for; empty when the response has none} */
    public Optional<String> requestId() {
        return List.of("x-amzn-requestid", "x-amz-request-id", "apigw-requestid", "x-amz-apigw-id").stream()
                .flatMap(name -> headers().getOrDefault(name, List.of()).stream())
                .findFirst();
    }
}
