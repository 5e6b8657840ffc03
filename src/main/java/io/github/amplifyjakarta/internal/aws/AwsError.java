package io.github.amplifyjakarta.internal.aws;

import java.util.Set;

/** The service's own error answer. */
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

    /** {@return whether the service could not answer now, rather than would not} */
    public boolean retryable() {
        return status >= 500 || status == 429 || THROTTLED.contains(name);
    }

    /** {@return the message, which every instance has} */
    public String text() {
        return String.valueOf(getMessage());
    }
}
