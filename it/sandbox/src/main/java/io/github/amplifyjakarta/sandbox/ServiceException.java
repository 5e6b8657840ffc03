package io.github.amplifyjakarta.sandbox;

/** What an operation refuses, under the name that AWS gives it. */
final class ServiceException extends Exception {

    private static final long serialVersionUID = 1L;
    private final String name;

    ServiceException(String name, String message) {
        super(message);
        this.name = name;
    }

    String name() {
        return name;
    }
}
