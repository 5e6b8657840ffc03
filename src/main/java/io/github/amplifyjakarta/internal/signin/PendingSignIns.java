package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.auth.SignInException.Reason;
import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.session.RequestSession;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sign-ins that a browser has under way. Each has an id and a cookie of its own. */
final class PendingSignIns {

    /** More than this are not normal use, and servers and proxies limit the headers. The oldest is forgotten. */
    private static final int MOST = 3;

    private static final int ID_BYTES = 8;

    private final StateCookies cookies;
    private final SignInStates states;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** @param clock the wall clock */
    PendingSignIns(StateCookies cookies, SignInStates states, Clock clock) {
        this.cookies = cookies;
        this.states = states;
        this.clock = clock;
    }

    /**
     * A sign-in of a browser.
     *
     * @param state the sign-in
     * @param value the value of its cookie
     */
    record Pending(SignInState state, String value) {

        @Override
        public String toString() {
            return "Pending[<redacted>]";
        }
    }

    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    Instant expiry() {
        return clock.instant().plus(StateCookies.LIFETIME);
    }

    /**
     * {@return a sign-in of the browser; empty when it has none of this id, or none that is still going on}
     *
     * @param flow the id; an empty text: the latest
     */
    Optional<Pending> find(String flow, RequestSession session) throws StepFailure {
        if (!flow.isEmpty()) {
            return read(flow, session);
        }
        return all(session).stream()
                .max(Comparator.comparing(pending -> pending.state().expires()));
    }

    private List<Pending> all(RequestSession session) throws StepFailure {
        List<Pending> all = new ArrayList<>();
        for (String flow : cookies.flows(session)) {
            read(flow, session).ifPresent(all::add);
        }
        return all;
    }

    /** The id is sealed with the sign-in, so that the cookie of one tab does not work as that of another. */
    private Optional<Pending> read(String flow, RequestSession session) throws StepFailure {
        Optional<String> value = cookies.value(flow, session);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return states.read(value.get())
                    .filter(state -> state.flow().equals(flow))
                    .filter(state -> clock.instant().isBefore(state.expires()))
                    .map(state -> new Pending(state, value.get()));
        } catch (StoreUnavailable e) {
            throw outOfReach(e);
        }
    }

    /** Keeps a sign-in that has just begun. */
    void add(SignInState state, RequestSession session) throws StepFailure {
        List<String> known = cookies.flows(session);
        if (known.size() >= MOST) {
            List<Pending> all = all(session);
            List<String> alive =
                    all.stream().map(pending -> pending.state().flow()).toList();
            Optional<String> dead =
                    known.stream().filter(flow -> !alive.contains(flow)).findFirst();
            dead.or(() -> all.stream()
                            .map(Pending::state)
                            .min(Comparator.comparing(SignInState::expires))
                            .map(SignInState::flow))
                    .ifPresent(oldest -> forget(oldest, session));
        }
        write(state, Optional.empty(), session);
    }

    /** Keeps the next step of a sign-in. */
    void replace(Pending before, SignInState state, RequestSession session) throws StepFailure {
        write(state, Optional.of(before.value()), session);
    }

    private void write(SignInState state, Optional<String> before, RequestSession session) throws StepFailure {
        SetCookie cookie;
        try {
            cookie = cookies.set(state.flow(), states.write(state, before));
        } catch (StoreUnavailable e) {
            throw outOfReach(e);
        }
        if (cookie.size() > SetCookie.LONGEST) {
            throw new StepFailure(
                    Reason.NOT_SUPPORTED,
                    "SignInTooLargeException",
                    "the step of the sign-in has " + cookie.size() + " bytes, and browsers keep " + SetCookie.LONGEST
                            + ": set amplify.cluster.url, so that it is in the shared store");
        }
        session.send(List.of(cookie));
    }

    /** Forgets a sign-in. What stays in the store is of no use without the cookie, and ends by itself. */
    void forget(String flow, RequestSession session) {
        Optional<String> value = cookies.value(flow, session);
        if (value.isPresent()) {
            session.send(List.of(cookies.delete(flow)));
            states.forget(value.get());
        }
    }

    private static StepFailure outOfReach(StoreUnavailable why) {
        return StepFailure.unavailable(String.valueOf(why.getMessage()), why);
    }
}
