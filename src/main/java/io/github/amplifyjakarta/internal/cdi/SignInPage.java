package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.auth.SignIn;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.auth.SignInStep;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a sign-in form shows: the routes of a form lead to it with the parameters {@code flow}, {@code step} and
 * {@code error}. Its methods are public, because pages call them.
 */
@RequestScoped
@Named("amplifySignIn")
public class SignInPage {

    /** The page is shown to somebody who has not sent anything yet, or whose sign-in is over. */
    private static final String START = "START";

    private static final Pattern STEP = Pattern.compile("[A-Z_]{1,60}");
    private static final Pattern FLOW = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern ERROR = Pattern.compile("[a-z-]{1,60}");

    private final SignIn signIn;
    private final HttpServletRequest request;
    private @Nullable Optional<SignInStep.Challenge> challenge;
    private String failure = "";

    @Inject
    public SignInPage(SignIn signIn, HttpServletRequest request) {
        this.signIn = signIn;
        this.request = request;
    }

    /** CDI requires this constructor for the client proxy. */
    @SuppressWarnings("NullAway")
    protected SignInPage() {
        this.signIn = null;
        this.request = null;
    }

    /** {@return the name of the step: that of the sign-in under way, that of a sign-up or of a new password, or START} */
    public String getStep() {
        return challenge()
                .map(SignInStep::name)
                .or(() -> parameter("step", STEP).filter(step -> getFlow().isEmpty()))
                .orElse(START);
    }

    /** {@return the step of the sign-in under way; {@code null} when there is none} */
    public SignInStep.@Nullable Challenge getChallenge() {
        return challenge().orElse(null);
    }

    /** A page asks many times, and the shared store shall not be. */
    private Optional<SignInStep.Challenge> challenge() {
        Optional<SignInStep.Challenge> found = challenge;
        if (found == null) {
            found = look();
            challenge = found;
        }
        return found;
    }

    /** A page shows what went wrong, and does not break off. */
    private Optional<SignInStep.Challenge> look() {
        try {
            return getFlow().isEmpty() ? Optional.empty() : signIn.underWay(getFlow());
        } catch (SignInException e) {
            failure = e.code().substring(e.code().indexOf('/') + 1);
            return Optional.empty();
        }
    }

    /** {@return the id of the sign-in, which the form sends back; an empty text without one} */
    public String getFlow() {
        return parameter("flow", FLOW).orElse("");
    }

    /** {@return the code of the last error after {@code auth/}, for example {@code wrong-code}; an empty text without one} */
    public String getError() {
        challenge();
        return failure.isEmpty() ? parameter("error", ERROR).orElse("") : failure;
    }

    /** Anybody can link to the page with parameters. */
    private Optional<String> parameter(String name, Pattern expected) {
        return Optional.ofNullable(request.getParameter(name))
                .filter(value -> expected.matcher(value).matches());
    }
}
