package io.github.amplifyjakarta.it.fuzz;

import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import java.util.HashSet;
import java.util.Set;

/** What may stand in a Set-Cookie line of an application that asks for no Domain. */
final class Lines {

    private static final Set<String> ATTRIBUTES =
            Set.of("Path", "Expires", "Max-Age", "Secure", "HttpOnly", "SameSite");

    private Lines() {}

    /** A name of ours, and each attribute at most once: a value that breaks out would bring others. */
    static void check(SetCookie change) {
        String line = change.render();
        String name = CookieText.decode(change.name());
        if (!name.startsWith("CognitoIdentityServiceProvider.") && !name.startsWith("com.amplify.")) {
            throw new AssertionError("not ours: " + line);
        }
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("a control character in " + line);
        }
        String[] parts = line.split(";", -1);
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < parts.length; i++) {
            String attribute = parts[i].strip().replaceFirst("=.*", "");
            if (!ATTRIBUTES.contains(attribute) || !seen.add(attribute)) {
                throw new AssertionError(attribute + " in " + line);
            }
        }
    }
}
