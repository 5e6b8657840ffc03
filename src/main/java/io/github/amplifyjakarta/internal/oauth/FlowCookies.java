package io.github.amplifyjakarta.internal.oauth;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.RequestCookies.Cookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The cookies of sign-ins in progress, one for each tab. {@code com.amplify.server_auth.flow.{id}} holds the start
 * time, the state, the code verifier and the optional return path. The fixed pair {@code …pkce} and {@code …state} that
 * the Next.js adapter writes is read too, so that a sign-in begun there can end here.
 */
final class FlowCookies {

    static final String PREFIX = "com.amplify.server_auth.";

    private static final String FLOW = PREFIX + "flow.";
    private static final String PKCE = PREFIX + "pkce";
    private static final String STATE = PREFIX + "state";

    /** Cognito's Managed Login also gives up after 5 minutes. Amplify uses the same number. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** More flows than this are not normal use. The oldest flow is deleted. */
    private static final int MOST_FLOWS = 5;

    private static final int ID_LENGTH = 8;

    private final Attributes attributes;

    FlowCookies(AppConfig app) {
        attributes = Attributes.ofFlow(app, LIFETIME.toSeconds());
    }

    /** {@return the cookie of a new flow, and deletions of the oldest flows above the limit} */
    List<SetCookie> start(FlowProof proof, long now, RequestCookies cookies) {
        List<SetCookie> changes = new ArrayList<>();
        List<Cookie> running = cookies.effective().stream()
                .filter(cookie -> cookie.name().startsWith(FLOW))
                .sorted(Comparator.comparing(cookie -> startedAt(cookie.value())))
                .toList();
        int tooMany = Math.max(0, running.size() - MOST_FLOWS + 1);
        running.subList(0, tooMany).forEach(oldest -> changes.add(SetCookie.delete(oldest.sentName(), attributes)));
        String value = now + "." + proof.state() + "." + proof.codeVerifier()
                + proof.returnPath().map(path -> "." + path.text()).orElse("");
        changes.add(new SetCookie(name(proof.state()), value, attributes));
        return changes;
    }

    private static long startedAt(String value) {
        String started = value.substring(0, Math.max(0, value.indexOf('.')));
        return started.matches("\\d{1,18}") ? Long.parseLong(started) : 0;
    }

    /** {@return the proof that this browser holds for a returned state; not yet compared} */
    Optional<FlowProof> find(String returnedState, RequestCookies cookies) {
        Optional<String> own = cookies.value(name(returnedState));
        if (own.isPresent()) {
            String[] parts = own.get().split("\\.", 4);
            Optional<ReturnPath> returnPath =
                    parts.length == 4 ? ReturnPath.of(CookieText.decode(parts[3])) : Optional.empty();
            return parts.length >= 3 && startedAt(own.get()) > 0 // a token also has three parts
                    ? Optional.of(new FlowProof(parts[1], parts[2], returnPath))
                    : Optional.empty();
        }
        Optional<String> state = cookies.value(STATE);
        Optional<String> verifier = cookies.value(PKCE);
        return state.isPresent() && verifier.isPresent()
                ? Optional.of(new FlowProof(state.get(), verifier.get(), Optional.empty()))
                : Optional.empty();
    }

    /** {@return deletions of the cookies that {@link #find} found; a flow is used once, whatever its outcome} */
    List<SetCookie> end(String returnedState, RequestCookies cookies) {
        if (cookies.find(name(returnedState)).isPresent()) {
            return List.of(SetCookie.delete(name(returnedState), attributes));
        }
        return List.of(PKCE, STATE).stream()
                .filter(name -> cookies.find(name).isPresent())
                .map(name -> SetCookie.delete(name, attributes))
                .toList();
    }

    private static String name(String state) {
        String id = state.substring(0, Math.min(ID_LENGTH, state.length()));
        return FLOW + id.replaceAll("[^A-Za-z0-9]", "_");
    }
}
