package io.github.amplifyjakarta.storage;

import io.github.amplifyjakarta.AmplifyException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A storage call that failed. {@link #name()} is the name that Amplify gives the error. It is the code of S3 ({@code
 * AccessDenied}, {@code NoSuchKey}, {@code PreconditionFailed}) or a name of Amplify's own ({@code NoCredentials},
 * {@code InvalidStoragePathInput}).
 *
 * <pre>{@code
 * try {
 *     return storage.getProperties(path("public/logo.png")).size();
 * } catch (StorageException e) {
 *     if (e.reason() == StorageException.Reason.NOT_FOUND) {
 *         return OptionalLong.empty();
 *     }
 *     throw e;
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/errors.md}.
 *
 * @since 0.1.0
 */
public final class StorageException extends AmplifyException {

    private static final long serialVersionUID = 1L;

    /** The kind of error. */
    public enum Reason {
        /**
         * The call itself cannot work: a path that is not valid, an option that contradicts another. Nothing was sent.
         */
        INVALID_INPUT("storage/invalid-input"),
        /** The configuration lacks what this call needs. */
        NOT_CONFIGURED("storage/not-configured"),
        /** There are no AWS credentials: nobody is signed in, and guests are not allowed. */
        NO_CREDENTIALS("storage/no-credentials"),
        /** There is no such object, bucket or upload. */
        NOT_FOUND("storage/not-found"),
        /** The user's role may not do this. */
        ACCESS_DENIED("storage/access-denied"),
        /** The object is not in the state that the call asked for, or is there already. */
        PRECONDITION_FAILED("storage/precondition-failed"),
        /** S3 responded with another error. */
        SERVICE("storage/service"),
        /** S3 did not respond, or not in time. */
        NETWORK("storage/network"),
        /** The response of S3, or what arrived, does not match the request: a wrong checksum, size or list. */
        INTEGRITY("storage/integrity"),
        /** The source of an upload failed, or had another length than it said. */
        DATA("storage/data"),
        /** The application cancelled the call. */
        CANCELED("storage/canceled");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** {@return the stable code that {@link StorageException#code()} carries} */
        public String code() {
            return code;
        }
    }

    /**
     * A response of S3.
     *
     * @param statusCode the HTTP status; 0 without a response
     * @param requestId the id that S3 gave the request; {@code null} without one
     */
    public record Answer(int statusCode, @Nullable String requestId) {

        private static final Answer NONE = new Answer(0, null);
    }

    /** The kind of error. */
    private final Reason reason;
    /** The HTTP status of the response of S3; 0 without a response. */
    private final int statusCode;
    /** The id that S3 gave the request; {@code null} without one. */
    private final @Nullable String requestId;

    /**
     * Creates an error without a response of S3.
     *
     * @param reason the kind of error
     * @param details what the error says
     * @param cause the exception that led to this one, or {@code null}
     */
    public StorageException(Reason reason, Details details, @Nullable Throwable cause) {
        this(reason, details, Answer.NONE, cause);
    }

    /**
     * Creates an error.
     *
     * @param reason the kind of error
     * @param details what the error says
     * @param answer the response of S3
     * @param cause the exception that led to this one, or {@code null}
     */
    public StorageException(Reason reason, Details details, Answer answer, @Nullable Throwable cause) {
        super(reason.code(), details, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.statusCode = answer.statusCode();
        this.requestId = answer.requestId();
    }

    /** {@return the kind of error} */
    public Reason reason() {
        return reason;
    }

    /** {@return the HTTP status of the response of S3; empty without a response} */
    public OptionalInt statusCode() {
        return statusCode == 0 ? OptionalInt.empty() : OptionalInt.of(statusCode);
    }

    /** {@return the id that S3 gave the request, which the support of AWS asks for; empty without a response} */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
