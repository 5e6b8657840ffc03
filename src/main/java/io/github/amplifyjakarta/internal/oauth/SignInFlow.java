package io.github.amplifyjakarta.internal.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import io.github.amplifyjakarta.internal.transport.SingleFlight;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Sign-in with Managed Login: authorization code (RFC 6749, section 4.1) with PKCE (RFC 7636). */
public final class SignInFlow {

    /** How long a sign-in may take. */
    public static final Duration LIFETIME = FlowCookies.LIFETIME;

    /** The maximum length of an error text of the authorize endpoint. Longer text is not useful to a reader. */
    private static final int LONGEST_ERROR = 200;

    private static final String TOKEN_ENDPOINT_UNREACHABLE = "token-endpoint-unreachable";

    private static final String MAX_AGE = "max_age";

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private static final int MOST_EXCHANGES = 1_000;

    /** How long a browser may load the callback again with the cookies from before the response. */
    private static final Duration KEPT_WHEN_FINISHED = Duration.ofSeconds(10);

    private final AuthorizationUrl authorization;
    private final Optional<String> customState;
    private final String redirectUri;
    private final FlowCookies flowCookies;
    private final TokenEndpoint endpoint;
    private final TokenVerifier verifier;
    private final SecureRandom random = new SecureRandom();

    private final SingleFlight<String, IssuedTokens> exchanges;

    /**
     * Tokens by code verifier and code. A code works once. A browser that reloads the callback gets the same tokens,
     * also when their verification key becomes available only later.
     */
    private final Cache<String, IssuedTokens> exchanged = Caffeine.newBuilder()
            .maximumSize(MOST_EXCHANGES)
            .expireAfter(Expiry.creating((String key, IssuedTokens tokens) -> LIFETIME))
            .executor(Runnable::run)
            .build();

    private final Clock clock;

    /** The first page of Managed Login. */
    public enum Page {
        SIGN_IN("/oauth2/authorize"),
        SIGN_UP("/signup");

        final String path;

        Page(String path) {
            this.path = path;
        }
    }

    /**
     * How codes are exchanged.
     *
     * @param endpoint the token endpoint
     * @param calls makes the calls on separate threads
     */
    public record Exchanges(TokenEndpoint endpoint, ServiceCalls calls) {}

    /**
     * A started flow.
     *
     * @param location where to send the browser
     * @param cookies the cookies that the browser must keep during the flow
     */
    public record Started(String location, List<SetCookie> cookies) {}

    /** The result of a callback. */
    public sealed interface Finished {

        /** One method for each result. */
        interface Cases<T> {

            T signedIn(SignedIn signedIn);

            T failed(Failed failed);

            T expired(Expired expired);

            T invalid(Invalid invalid);

            T codeSpent(CodeSpent spent);

            T notIssued(NotIssued notIssued);
        }

        /** {@return what the method for this result returns} */
        <T> T fold(Cases<T> cases);

        /** {@return deletions of the flow's cookies} */
        List<SetCookie> cookies();

        /**
         * The user is signed in.
         *
         * @param tokens the issued and verified tokens
         * @param returnPath the page that the browser requested first
         */
        record SignedIn(VerifiedTokens tokens, Optional<ReturnPath> returnPath, List<SetCookie> cookies)
                implements Finished {

            @Override
            public <T> T fold(Cases<T> cases) {
                return cases.signedIn(this);
            }
        }

        /**
         * Managed Login reported an error for a flow of this browser.
         *
         * @param error OAuth error code; may be empty
         * @param description the text of the error; may be empty
         */
        record Failed(String error, String description, List<SetCookie> cookies) implements Finished {

            @Override
            public <T> T fold(Cases<T> cases) {
                return cases.failed(this);
            }
        }

        /** This browser did not start the flow, or the flow has expired. */
        record Expired(List<SetCookie> cookies) implements Finished {

            @Override
            public <T> T fold(Cases<T> cases) {
                return cases.expired(this);
            }
        }

        /** The callback has no code or no state, or the state does not match. */
        record Invalid(String reason, List<SetCookie> cookies) implements Finished {

            @Override
            public <T> T fold(Cases<T> cases) {
                return cases.invalid(this);
            }
        }

        /** The code has been used or has expired (back button, reload). A new sign-in helps. */
        record CodeSpent(Optional<ReturnPath> returnPath, List<SetCookie> cookies) implements Finished {

            @Override
            public <T> T fold(Cases<T> cases) {
                return cases.codeSpent(this);
            }
        }

        /**
         * Cognito did not issue usable tokens.
         *
         * @param error stable error code, or the OAuth error of the token endpoint
         * @param message what happened
         * @param trouble the kind of problem
         */
        record NotIssued(String error, String message, Trouble trouble, List<SetCookie> cookies) implements Finished {

            @Override
            public <T> T fold(Cases<T> cases) {
                return cases.notIssued(this);
            }
        }

        /** Why there are no tokens. */
        enum Trouble {
            WRONG_ANSWER,
            NO_ANSWER_IN_TIME,
            /**
             * The flow continues when the browser reloads the callback. Either the code is unused, or its tokens are
             * cached.
             */
            NOT_YET
        }
    }

    public SignInFlow(FlowSettings settings, Exchanges exchanges, TokenVerifier verifier, Clock clock) {
        this.authorization = new AuthorizationUrl(settings);
        this.customState = settings.app().routes().customState();
        this.redirectUri = settings.redirectUri();
        this.flowCookies = new FlowCookies(settings.app());
        this.endpoint = exchanges.endpoint();
        this.exchanges = new SingleFlight<>(exchanges.calls());
        this.verifier = verifier;
        this.clock = clock;
    }

    /**
     * {@return what Managed Login is told beside the flow's own parameters} With {@code max_age} of a link, nobody gets away
     * with an older sign-in, or with one of unknown age. Cognito does not know this parameter (OpenID Connect Core 1.0,
     * section 3.1.2.1), and gets {@code prompt=login} for it.
     *
     * @param link the parameters of the link
     * @param signedIn the access token of the session; empty without one
     */
    public Map<String, String> parameters(Map<String, String> link, Optional<Jwt> signedIn) {
        Map<String, String> parameters = authorization.parameters(link);
        Optional<String> maxAge = Optional.ofNullable(parameters.remove(MAX_AGE));
        boolean silent = AuthorizationUrl.SILENT.equals(parameters.get(AuthorizationUrl.PROMPT));
        if (!silent && maxAge.filter(age -> !isWithin(age, signedIn)).isPresent()) {
            parameters.put(AuthorizationUrl.PROMPT, AuthorizationUrl.AGAIN);
        }
        return parameters;
    }

    /** A value that is not a number of up to nine digits counts as 0. */
    private boolean isWithin(String maxAge, Optional<Jwt> signedIn) {
        long seconds = SECONDS.matcher(maxAge).matches() ? Long.parseLong(maxAge) : 0;
        return signedIn.filter(token -> !token.authTime().plusSeconds(seconds).isBefore(clock.instant()))
                .isPresent();
    }

    /** Starts a sign-in. */
    public Started start(SignInOptions request, RequestCookies cookies) {
        FlowProof proof = FlowProof.create(random, customState, request.returnPath());
        return new Started(
                authorization.url(request, proof),
                flowCookies.start(proof, clock.instant().getEpochSecond(), cookies));
    }

    /** {@return the address of this application's callback} */
    public String redirectUri() {
        return redirectUri;
    }

    /** Finishes a sign-in with the parameters of the callback. Empty parameters count as absent. */
    public Finished finish(Callback callback, RequestCookies cookies) {
        String state = callback.state().orElse("");
        List<SetCookie> ended = flowCookies.end(state, cookies);
        Optional<FlowProof> proof = flowCookies.find(state, cookies);
        boolean ours = proof.isPresent() && proof.get().matches(state);
        if (callback.error().isPresent() || callback.errorDescription().isPresent()) {
            return ours
                    ? new Finished.Failed(
                            bounded(callback.error().orElse("")),
                            bounded(callback.errorDescription().orElse("")),
                            ended)
                    : new Finished.Invalid("an error for a sign-in that this browser did not start", List.of());
        }
        if (callback.code().isEmpty() || callback.state().isEmpty()) {
            return new Finished.Invalid("the callback lacks code or state", List.of());
        }
        if (proof.isEmpty()) {
            return new Finished.Expired(ended);
        }
        if (!ours) {
            return new Finished.Invalid("the state is another one than this browser holds", ended);
        }
        return exchange(callback.code().get(), proof.get(), ended);
    }

    private Finished exchange(String code, FlowProof proof, List<SetCookie> ended) {
        // the key contains the verifier: a browser with another verifier has another sign-in and must not get these
        // tokens
        String key = proof.codeVerifier() + ' ' + code;
        CompletableFuture<IssuedTokens> exchange = exchanges.join(
                key,
                () -> Optional.ofNullable(exchanged.getIfPresent(key)),
                () -> exchange(key, code, proof),
                (tokens, failure) -> {});
        if (!exchanges.await(exchange)) {
            return notYet(TOKEN_ENDPOINT_UNREACHABLE, "Cognito has not responded yet; the exchange continues");
        }
        try {
            return verified(key, exchange.join(), proof, ended);
        } catch (CompletionException e) {
            return notIssued(e, proof, ended);
        }
    }

    private IssuedTokens exchange(String key, String code, FlowProof proof) throws Exception {
        IssuedTokens issued = endpoint.exchange(code, redirectUri, proof.codeVerifier());
        exchanged.put(key, issued);
        return issued;
    }

    private static Finished notYet(String error, String message) {
        return new Finished.NotIssued(error, message, Finished.Trouble.NOT_YET, List.of());
    }

    private Finished verified(String key, IssuedTokens issued, FlowProof proof, List<SetCookie> ended) {
        return VerifiedTokens.of(issued, verifier)
                .fold(
                        tokens -> {
                            exchanged.policy().expireVariably().orElseThrow().setExpiresAfter(key, KEPT_WHEN_FINISHED);
                            return new Finished.SignedIn(tokens, proof.returnPath(), ended);
                        },
                        reason -> {
                            exchanged.invalidate(key);
                            return new Finished.NotIssued(
                                    "invalid-tokens", reason, Finished.Trouble.WRONG_ANSWER, ended);
                        },
                        // the code has been used, so these tokens are all that is left of this sign-in
                        reason -> notYet("keys-unreachable", reason));
    }

    private static Finished notIssued(CompletionException failed, FlowProof proof, List<SetCookie> ended) {
        if (failed.getCause() instanceof TokenEndpoint.RefusedException e) {
            return e.error().equals("invalid_grant")
                    ? new Finished.CodeSpent(proof.returnPath(), ended)
                    : new Finished.NotIssued(
                            e.error(), String.valueOf(e.getMessage()), Finished.Trouble.WRONG_ANSWER, ended);
        }
        if (failed.getCause() instanceof HttpFailure e) {
            return e.kind() == HttpFailure.Kind.NOT_CONNECTED // the code was not sent
                    ? notYet(TOKEN_ENDPOINT_UNREACHABLE, e.text())
                    : new Finished.NotIssued(
                            TOKEN_ENDPOINT_UNREACHABLE,
                            e.text(),
                            e.kind() == HttpFailure.Kind.TIMEOUT
                                    ? Finished.Trouble.NO_ANSWER_IN_TIME
                                    : Finished.Trouble.WRONG_ANSWER,
                            ended);
        }
        throw failed;
    }

    private static String bounded(String text) {
        return text.substring(0, Math.min(LONGEST_ERROR, text.length()));
    }
}
