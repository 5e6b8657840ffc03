package io.github.amplifyjakarta.internal.config;

/** The type of a configuration value, as the documentation names it. */
public enum ValueType {
    TEXT("text"),
    FILE("file"),
    ORIGIN("origin"),
    URI("URI"),
    PATH("path or URI"),
    PATHS("list of paths"),
    LIST("list"),
    CHOICE("one of"),
    CHOICES("some of"),
    BOOLEAN("boolean"),
    SECONDS("seconds"),
    DURATION("ISO 8601 duration"),
    INSTANT("ISO 8601 instant"),
    SECRET("secret"),
    SECRETS("list of secrets");

    private final String text;

    ValueType(String text) {
        this.text = text;
    }

    /** A type with a value for example. */
    record Value(ValueType type, String example) {}

    Value like(String example) {
        return new Value(this, example);
    }

    boolean isSecret() {
        return this == SECRET || this == SECRETS;
    }

    /** {@return the name of the type} */
    @Override
    public String toString() {
        return text;
    }
}
