package io.github.amplifyjakarta.sandbox;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A flag of the command line, which has a value. */
enum Flag {
    APPLICATION("an address such as http://localhost:8080/orders"),
    PORT("a number from 0 to 65535, where 0 means any free port"),
    S3_PORT("a number from 0 to 65535, where 0 means any free port"),
    AMPLIFY_FILE("an amplify_outputs.json or amplifyconfiguration.json with names that AWS allows"),
    POOL_ID("an id such as eu-central-1_Sandbox01"),
    BUCKET("3 to 63 small letters, digits, dots and hyphens"),
    USER("name:password or name:password:group,group"),
    OBJECTS("a folder, or a path where one can be made"),
    CONFIG("a file with lines such as port=9080"),
    PARENT("the id of a process that runs");

    private final String expected;

    Flag(String expected) {
        this.expected = expected;
    }

    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Flag> of(String flag) {
        return Stream.of(values()).filter(each -> each.flag().equals(flag)).findAny();
    }

    /** {@return what says that the value is wrong} */
    UsageException wrong(String actual) {
        return new UsageException(flag() + " is " + actual + ", expected " + expected);
    }

    UsageException withoutValue() {
        return new UsageException(flag() + " has no value, expected " + expected);
    }

    UsageException missing() {
        return new UsageException(flag() + " is missing, expected " + expected);
    }
}
