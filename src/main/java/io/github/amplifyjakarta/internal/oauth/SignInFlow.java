package io.github.amplifyjakarta.internal.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.amplifyjakarta.config.OAuthConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import io.github.amplifyjakarta.internal.transport.SingleFlight;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sign-in with Managed Login: authorization code (RFC 6749, section 4.1) with PKCE (RFC 7636). */
public final class SignInFlow {

    /** Cognito: identity_provider of the authorize endpoint. */
    private static final Map<String, String> PROVIDERS = Map.of(
            "google", "Google",
            "facebook", "Facebook",
            "amazon", "LoginWithAmazon",
            "apple", "SignInWithApple");

    /** Text in an error of the authorize endpoint that is passed on; more is not for reading. */
    private static final int LONGEST_ERROR = 200;

    private static final String TOKEN_ENDPOINT_UNREACHABLE = "token-endpoint-unreachable";

    private static final int MOST_EXCHANGES = 1_000;

    /** As long as a browser may load the callback again with the cookies from before its answer. */
    private static final Duration KEPT_WHEN_FINISHED = Duration.ofSeconds(10);

    /** As long as the flow's own cookie. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final UserPoolConfig pool;
    private final OAuthConfig oauth;
    private final Optional<String> customState;
    private final String redirectUri;
    private final FlowCookies flowCookies;
    private final TokenEndpoint endpoint;
    private final TokenVerifier verifier;
    private final SecureRandom random = new SecureRandom();

    private final SingleFlight<String, IssuedTokens> exchanges;

    /**
     * Tokens by code verifier and code. A code works once: whoever loads the callback again gets the same tokens, and so does
     * who comes again when their key is there.
     */
    private final Cache<String, IssuedTokens> exchanged = Caffeine.newBuilder()
            .maximumSize(MOST_EXCHANGES)
            .expireAfter(Expiry.creating((String key, IssuedTokens tokens) -> KEPT))
            .executor(Runnable::run)
            .build();

    private final Clock clock;

    /** The page of Managed Login to begin with. */
    public enum Page {
        SIGN_IN("/oauth2/authorize"),
        SIGN_UP("/signup");

        private final String path;

        Page(String path) {
            this.path = path;
        }
    }

    /**
     * Where codes are exchanged.
     *
     * @param endpoint the token endpoint
     * @param calls makes the calls, apart from the threads that wait for them
     */
    public record Exchanges(TokenEndpoint endpoint, ServiceCalls calls) {}

    /**
     * A flow that begins.
     *
     * @param location where to send the browser
     * @param cookies what the browser has to keep meanwhile
     */
    public record Started(String location, List<SetCookie> cookies) {}

    /** How a callback ends. */
    public sealed interface Finished {

        /** What to do in each case. */
        interface Cases<T> {

            T signedIn(SignedIn signedIn);

            T failed(Failed failed);

            T expired(Expired expired);

            T invalid(Invalid invalid);

            T codeSpent(CodeSpent spent);

            T notIssued(NotIssued notIssued);
        }

        /** {@return what the one method says that is for this case} */
        <T> T fold(Cases<T> cases);

        /** {@return the flow's cookies, deleted} */
        List<SetCookie> cookies();

        /**
         * Signed in.
         *
         * @param tokens what was issued and verified
         * @param returnPath the page that was asked for first
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
         * @param description its text; may be empty
         */
        record Failed(String error, String description, List<SetCookie> cookies) implements Finished {

            @Override
            public <T> T fold(Cases<T> cases) {
                return cases.failed(this);
            }
        }

        /** This browser started no such flow, or too long ago. */
        record Expired(List<SetCookie> cookies) implements Finished {

            @Override
            public <T> T fold(Cases<T> cases) {
                return cases.expired(this);
            }
        }

        /** The callback lacks code or state, or the state is another one. */
        record Invalid(String reason, List<SetCookie> cookies) implements Finished {

            @Override
            public <T> T fold(Cases<T> cases) {
                return cases.invalid(this);
            }
        }

        /** The code was used or is too old (back button, reload): a fresh sign-in helps. */
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
         * @param trouble what kind of trouble it was
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
            /** The flow goes on when the browser loads the callback again: the code is not used, or its tokens are kept. */
            NOT_YET
        }
    }

    public SignInFlow(FlowSettings settings, Exchanges exchanges, TokenVerifier verifier, Clock clock) {
        this.pool = settings.pool();
        this.oauth = pool.oauth().orElseThrow();
        this.customState = settings.app().routes().customState();
        this.redirectUri = settings.redirectUri();
        this.flowCookies = new FlowCookies(settings.app());
        this.endpoint = exchanges.endpoint();
        this.exchanges = new SingleFlight<>(exchanges.calls());
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Begins a sign-in. */
    public Started start(SignInRequest request, RequestCookies cookies) {
        FlowProof proof = FlowProof.create(random, customState, request.returnPath());
        StringBuilder location = new StringBuilder(oauth.endpoint().toString().replaceFirst("/$", ""))
                .append(request.page().path)
                .append('?');
        query(location, "redirect_uri", redirectUri);
        query(location, "response_type", "code");
        query(location, "client_id", pool.clientId());
        if (!oauth.scopes().isEmpty()) { // without the parameter Cognito grants all scopes of the app client
            query(location, "scope", String.join(" ", oauth.scopes()));
        }
        query(location, "state", proof.state());
        query(location, "code_challenge", proof.codeChallenge());
        query(location, "code_challenge_method", "S256");
        request.provider()
                .ifPresent(name -> query(
                        location, "identity_provider", PROVIDERS.getOrDefault(name.toLowerCase(Locale.ROOT), name)));
        request.language().ifPresent(lang -> query(location, "lang", lang));
        return new Started(
                location.substring(0, location.length() - 1),
                flowCookies.start(proof, clock.instant().getEpochSecond(), cookies));
    }

    /** {@return the address of our callback} */
    public String redirectUri() {
        return redirectUri;
    }

    private static void query(StringBuilder location, String name, String value) {
        location.append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8))
                .append('&');
    }

    /** Finishes a sign-in: the parameters are those of the callback, empty ones count as absent. */
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
        // with the verifier: who has another one has another sign-in, and must not get the tokens of this one
        String key = proof.codeVerifier() + ' ' + code;
        CompletableFuture<IssuedTokens> exchange = exchanges.join(key, () -> exchange(key, code, proof));
        if (!exchanges.await(exchange)) {
            return notYet(TOKEN_ENDPOINT_UNREACHABLE, "Cognito has not answered yet; the exchange goes on");
        }
        try {
            return verified(key, exchange.join(), proof, ended);
        } catch (CompletionException e) {
            return notIssued(e, proof, ended);
        }
    }

    private IssuedTokens exchange(String key, String code, FlowProof proof) throws Exception {
        IssuedTokens known = exchanged.getIfPresent(key);
        if (known != null) {
            return known;
        }
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
                        // the code is spent: the tokens are all that is left of this sign-in
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
