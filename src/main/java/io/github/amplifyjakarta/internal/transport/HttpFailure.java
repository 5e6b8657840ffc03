package io.github.amplifyjakarta.internal.transport;

import org.jspecify.annotations.Nullable;

/** No complete response arrived. */
public final class HttpFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The kind of failure. */
    public enum Kind {
        /** No connection was established. Nothing was sent, so a retry is safe. */
        NOT_CONNECTED,
        /** The time limit was exceeded. */
        TIMEOUT,
        /** The connection broke, or the response was not valid HTTP. */
        BROKEN,
        /** The response exceeded the size limit. */
        TOO_LARGE,
        /** The request body could not be read. */
        UNREADABLE
    }

    private final Kind kind;

    public HttpFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** {@return the failure of a call by an application that has ended} */
    static HttpFailure ended(Object call) {
        return new HttpFailure(Kind.NOT_CONNECTED, call + ": the application has ended", null);
    }

    public Kind kind() {
        return kind;
    }

    /** {@return the message; every instance has one} */
    public String text() {
        return String.valueOf(getMessage());
    }
}
