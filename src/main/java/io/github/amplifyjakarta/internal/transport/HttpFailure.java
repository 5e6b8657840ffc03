package io.github.amplifyjakarta.internal.transport;

import org.jspecify.annotations.Nullable;

/** No complete answer came. */
public final class HttpFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** No connection stood: nothing was sent, so the call can be repeated safely. */
        NOT_CONNECTED,
        /** The time limit passed. */
        TIMEOUT,
        /** The connection broke, or the answer was no HTTP. */
        BROKEN,
        /** The answer was larger than any that is expected. */
        TOO_LARGE,
        /** The body to be sent could not be read. */
        UNREADABLE
    }

    private final Kind kind;

    public HttpFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** {@return the failure of a call that an application makes when it has ended} */
    static HttpFailure ended(Object call) {
        return new HttpFailure(Kind.NOT_CONNECTED, call + ": the application has ended", null);
    }

    public Kind kind() {
        return kind;
    }

    /** {@return the message, which every instance has} */
    public String text() {
        return String.valueOf(getMessage());
    }
}
