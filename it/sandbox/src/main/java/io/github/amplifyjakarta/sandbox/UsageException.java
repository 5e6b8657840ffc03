package io.github.amplifyjakarta.sandbox;

/** A wrong argument; the message is the one line that the user sees. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message + "; see --help");
    }
}
