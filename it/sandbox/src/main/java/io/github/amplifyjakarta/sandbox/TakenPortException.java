package io.github.amplifyjakarta.sandbox;

import java.io.IOException;
import java.net.BindException;

/** A port that cannot be used, mostly because another process listens there; the message is what the user sees. */
final class TakenPortException extends IOException {

    private static final long serialVersionUID = 1L;

    TakenPortException(Flag flag, int port, BindException cause) {
        super(
                "port " + port + " (" + flag.flag() + ") is not free (" + cause.getMessage()
                        + "), expected a free one: " + flag.flag() + " 0 takes any",
                cause);
    }
}
