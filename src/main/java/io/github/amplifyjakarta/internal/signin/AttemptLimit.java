package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.auth.SignInException.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many steps may be under way at once from the address of a browser, and for one user name there. Nothing stays when a step is
 * over.
 */
final class AttemptLimit {

    /** One person has a few tabs. */
    private static final int PER_USER = 5;

    /** Many people may share an address. */
    private static final int PER_ADDRESS = 50;

    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    /** A step under way. */
    interface Step extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Counts a step until it is closed.
     *
     * @throws StepFailure when there are too many
     */
    Step enter(String username, String address) throws StepFailure {
        String user = user(username, address);
        String browser = "a" + address;
        enter(user, PER_USER, "for this user name from this address");
        try {
            enter(browser, PER_ADDRESS, "from this address");
        } catch (StepFailure e) {
            leave(user);
            throw e;
        }
        return () -> List.of(user, browser).forEach(this::leave);
    }

    private void enter(String key, int most, String what) throws StepFailure {
        if (underWay.merge(key, 1, Integer::sum) > most) {
            leave(key);
            throw new StepFailure(
                    Reason.TOO_MANY_ATTEMPTS,
                    "TooManyRequestsException",
                    "more than " + most + " steps of sign-ins are under way " + what);
        }
    }

    private void leave(String key) {
        underWay.computeIfPresent(key, (name, count) -> count == 1 ? null : count - 1);
    }

    /** Others cannot keep a user out by attempts of their own. */
    private static String user(String username, String address) {
        return "u" + address + " " + username;
    }

    /** {@return how many steps are under way for a user name} */
    int underWay(String username, String address) {
        return underWay.getOrDefault(user(username, address), 0);
    }
}
