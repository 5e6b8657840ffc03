package io.github.amplifyjakarta.sandbox;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A user of the sandbox.
 *
 * @param name the user name
 * @param password the password
 * @param groups the Cognito groups
 */
record SandboxUser(String name, String password, List<String> groups) {

    private static final String STANDARD_PASSWORD = "Passw0rd!";

    /** The users that are always there. */
    static final List<SandboxUser> STANDARD = List.of(
            new SandboxUser("alice", STANDARD_PASSWORD, List.of("admins")),
            new SandboxUser("bob", STANDARD_PASSWORD, List.of()));

    /** Reads {@code name:password} or {@code name:password:group,group}. */
    static SandboxUser parse(String text) throws UsageException {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || Stream.of(parts).anyMatch(String::isBlank)) {
            throw Flag.USER.wrong(withoutPassword(parts));
        }
        return new SandboxUser(
                parts[0],
                parts[1],
                parts.length == 2
                        ? List.of()
                        : Stream.of(parts[2].split(","))
                                .map(String::strip)
                                .filter(group -> !group.isEmpty())
                                .toList());
    }

    /** What stands in a terminal stays in its history; a message is copied further. */
    private static String withoutPassword(String... parts) {
        return Stream.of(parts)
                .skip(1)
                .map(part -> part.isBlank() ? "" : "…")
                .collect(Collectors.joining(":", parts[0] + (parts.length > 1 ? ":" : ""), ""));
    }

    /** {@return the name and the groups} */
    @Override
    public String toString() {
        return groups.isEmpty() ? name : name + " (" + String.join(", ", groups) + ")";
    }
}
