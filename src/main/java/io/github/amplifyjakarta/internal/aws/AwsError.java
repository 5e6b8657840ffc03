package io.github.amplifyjakarta.internal.aws;

import java.util.Set;

/** An error response of the service. */
public final class AwsError extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Set<String> THROTTLED = Set.of(
            "LimitExceededException",
            "ThrottlingException",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "SlowDown");

    private final int status;
    private final String name;

    AwsError(int status, String name, String message) {
        super(message);
        this.status = status;
        this.name = name;
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    public String name() {
        return name;
    }

    /** {@return whether the error is temporary} */
    public boolean retryable() {
        return status >= 500 || status == 429 || THROTTLED.contains(name);
    }

    /** {@return the message; every instance has one} */
    public String text() {
        return String.valueOf(getMessage());
    }
}
