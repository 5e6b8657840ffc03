package io.github.amplifyjakarta.internal.cluster;

/** The shared store is out of reach. The node goes on alone. */
public final class StoreUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    StoreUnavailable(String message) {
        super(message);
    }
}
