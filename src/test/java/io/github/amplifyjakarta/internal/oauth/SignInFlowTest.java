package io.github.amplifyjakarta.internal.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.oauth.SignInFlow.Finished;
import io.github.amplifyjakarta.internal.oauth.SignInFlow.Page;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.TestPool;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6749 and RFC 7636 at the user pool's endpoints; whole sign-ins are in the golden replay. */
class SignInFlowTest {

    private static final String CALLBACK = TestPool.ORIGIN + "/api/auth/sign-in-callback";
    private static final String FLOW = "com.amplify.server_auth.flow.";

    private final TestPool pool = new TestPool();
    private final List<HttpCall> exchanges = new ArrayList<>();
    private final Map<String, String> jar = new LinkedHashMap<>();
    private final SignInFlow flow = flow(Map.of());

    private SignInFlow flow(Map<String, String> overrides) {
        AmplifyConfig config = TestPool.config(overrides);
        UserPoolConfig userPool = config.userPool().orElseThrow();
        TokenVerifier verifier = new TokenVerifier(
                userPool, pool.keys(userPool.issuers().get(0).jwksUrl()), pool.clock(), new Counters().tokens());
        return new SignInFlow(
                new FlowSettings(userPool, config.app(), CALLBACK), pool.exchanges(userPool), verifier, pool.clock());
    }

    private RequestCookies cookies() {
        StringBuilder header = new StringBuilder();
        jar.forEach(
                (name, value) -> header.append(name).append('=').append(value).append("; "));
        return TestPool.cookies(header.toString());
    }

    private void keep(List<SetCookie> changes) {
        for (SetCookie change : changes) {
            if (change.value().isEmpty()) {
                jar.remove(change.name());
            } else {
                jar.put(change.name(), change.value());
            }
        }
    }

    private static Map<String, String> query(String location) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : URI.create(location).getRawQuery().split("&")) {
            query.put(pair.split("=")[0], URLDecoder.decode(pair.split("=", 2)[1], UTF_8));
        }
        return query;
    }

    private static final SignInOptions PLAIN =
            new SignInOptions(Page.SIGN_IN, Optional.empty(), Map.of(), Optional.empty());

    private Map<String, String> start() {
        SignInFlow.Started started = flow.start(PLAIN, cookies());
        keep(started.cookies());
        return query(started.location());
    }

    private Finished finish(String code, String state) {
        Finished finished = flow.finish(
                new Callback(
                        Optional.of(code).filter(text -> !text.isEmpty()),
                        Optional.of(state).filter(text -> !text.isEmpty()),
                        Optional.empty(),
                        Optional.empty()),
                cookies());
        keep(finished.cookies());
        return finished;
    }

    private void issueTokens() {
        pool.issueTokens();
        String tokens = "{\"access_token\":\"" + pool.access("alice", Duration.ofHours(1)) + "\"}";
        pool.on("token", call -> {
            exchanges.add(call);
            return TestPool.json(tokens);
        });
    }

    private static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    }

    @Test
    void sendsTheAuthorizationRequest() throws Exception {
        SignInFlow.Started started = flow.start(
                new SignInOptions(Page.SIGN_IN, Optional.of("GOOGLE"), Map.of("lang", "fr"), ReturnPath.of("/a?b=c")),
                cookies());
        assertEquals(
                "https://login.example.com/oauth2/authorize", started.location().replaceFirst("\\?.*", ""));
        Map<String, String> asked = query(started.location());
        String state = asked.get("state");
        assertTrue(state.matches("[A-Za-z0-9]{32}"), state);
        String[] kept = started.cookies().get(0).value().split("\\.");
        assertEquals(String.valueOf(pool.clock().instant().getEpochSecond()), kept[0]);
        assertEquals(state, kept[1]);
        assertTrue(kept[2].matches("[A-Za-z0-9]{128}"), kept[2]);
        assertEquals("/a?b=c", kept[3]);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("redirect_uri", CALLBACK);
        expected.put("response_type", "code");
        expected.put("client_id", TestPool.CLIENT);
        expected.put("scope", "openid");
        expected.put("state", state);
        expected.put("code_challenge", challenge(kept[2]));
        expected.put("code_challenge_method", "S256");
        expected.put("identity_provider", "Google");
        expected.put("lang", "fr");
        assertEquals(expected, asked);
        assertEquals(
                "https://login.example.com/signup?redirect_uri=",
                flow.start(new SignInOptions(Page.SIGN_UP, Optional.of("Other"), Map.of(), Optional.empty()), cookies())
                        .location()
                        .substring(0, 46));
        assertEquals(CALLBACK, flow.redirectUri());
    }

    /** The configuration wins over a link, and what the flow itself sends cannot be replaced. */
    @Test
    void passesAllowedParametersOfALinkOn() {
        SignInFlow own = flow(Map.of(
                "amplify.auth.oauth.link-parameters", "login_hint,resource,nonce",
                "amplify.auth.oauth.parameters", "resource=https://api.example.com/a?b=c,ui=x y"));
        Map<String, String> link = Map.of(
                "login_hint", "a+b@example.com",
                "resource", "https://evil.example",
                "nonce", "",
                "lang", "fr",
                "redirect_uri", "https://evil.example");
        String location = own.start(
                        new SignInOptions(
                                Page.SIGN_IN,
                                Optional.empty(),
                                own.parameters(link, Optional.empty()),
                                Optional.empty()),
                        cookies())
                .location();
        Map<String, String> asked = query(location);
        assertEquals("a+b@example.com", asked.get("login_hint"));
        assertEquals("https://api.example.com/a?b=c", asked.get("resource"));
        assertEquals("x y", asked.get("ui"));
        assertEquals(CALLBACK, asked.get("redirect_uri"));
        assertFalse(location.contains("evil"), location);
        assertFalse(asked.containsKey("lang") || asked.containsKey("nonce"), asked.toString());
    }

    /** OpenID Connect Core 1.0, section 3.1.2.1: nobody sees a page. */
    @Test
    void sendsNoProviderWithASilentSignIn() {
        Map<String, String> asked = query(flow.start(
                        new SignInOptions(
                                Page.SIGN_IN, Optional.of("COGNITO"), Map.of("prompt", "none"), Optional.empty()),
                        cookies())
                .location());
        assertEquals("none", asked.get("prompt"));
        assertFalse(asked.containsKey("identity_provider"), asked.toString());
    }

    /** With a sign-in of a minute ago, and without a visible session. */
    @ParameterizedTest
    @CsvSource({"60, false", "59, true", "0, true", "-1, true", "x, true", "99999999999, true"})
    void asksAgainAfterTheMaximumAge(String maxAge, boolean again) {
        Jwt signedIn = new Jwt("", Map.of("auth_time", pool.clock().instant().getEpochSecond() - 60));
        Map<String, String> link = Map.of("max_age", maxAge);
        Map<String, String> login = Map.of("prompt", "login");
        assertEquals(again ? login : Map.of(), flow.parameters(link, Optional.of(signedIn)));
        assertEquals(login, flow.parameters(link, Optional.empty()));
        assertEquals(
                Map.of("prompt", "none"),
                flow.parameters(Map.of("max_age", maxAge, "prompt", "none"), Optional.of(signedIn)),
                "no page is shown");
        SignInFlow configured = flow(Map.of("amplify.auth.oauth.parameters", "prompt=select_account"));
        assertEquals(
                again ? login : Map.of("prompt", "select_account"), configured.parameters(link, Optional.of(signedIn)));
        SignInFlow closed = flow(Map.of("amplify.auth.oauth.link-parameters", "-"));
        assertEquals(Map.of(), closed.parameters(Map.of("max_age", maxAge, "lang", "fr"), Optional.of(signedIn)));
    }

    @ParameterizedTest
    @CsvSource({
        "login, true, true",
        "select_account, true, false",
        "consent, true, false",
        "none, true, false",
        "None, false, false",
        "none login, false, false",
        "x, false, false",
        "'', false, false"
    })
    void knowsThePromptsOfOpenIdConnect(String prompt, boolean isPassedOn, boolean asksAgain) {
        Map<String, String> parameters = flow.parameters(Map.of("prompt", prompt), Optional.empty());
        assertEquals(isPassedOn ? Map.of("prompt", prompt) : Map.of(), parameters);
        assertEquals(
                asksAgain, new SignInOptions(Page.SIGN_IN, Optional.empty(), parameters, Optional.empty()).asksAgain());
    }

    /** Amplify's {@code urlSafeEncode}: two digits and more for each UTF-16 unit. */
    @Test
    void appendsTheCustomStateEncoded() {
        SignInFlow own = flow(Map.of("amplify.auth.routes.custom-state", "\ta\u00f1\u20ac"));
        String state = query(own.start(PLAIN, cookies()).location()).get("state");
        assertTrue(state.matches("[A-Za-z0-9]{32}-0961f120ac"), state);
    }

    /** RFC 9700, section 4.5: a code counts for the browser and the sign-in that asked for it. */
    @Test
    void exchangesACodeWithTheVerifierOfItsOwnState() throws Exception {
        issueTokens();
        Map<String, String> first = start();
        Map<String, String> second = start();
        assertInstanceOf(Finished.SignedIn.class, finish("c1", first.get("state")));
        assertInstanceOf(Finished.SignedIn.class, finish("c2", second.get("state")));
        assertEquals(2, exchanges.size());
        for (int i = 0; i < 2; i++) {
            Map<String, String> form = query("x?" + exchanges.get(i).body());
            assertEquals("c" + (i + 1), form.get("code"));
            assertEquals((i == 0 ? first : second).get("code_challenge"), challenge(form.get("code_verifier")));
            assertEquals("authorization_code", form.get("grant_type"));
            assertEquals(TestPool.CLIENT, form.get("client_id"));
            assertEquals(CALLBACK, form.get("redirect_uri"));
            assertEquals(
                    "application/x-www-form-urlencoded",
                    exchanges.get(i).headers().get("Content-Type"));
            assertEquals(
                    Optional.empty(),
                    Optional.ofNullable(exchanges.get(i).headers().get("Authorization")));
        }
        assertEquals(Map.of(), jar);
    }

    /** RFC 6749, section 2.3.1. */
    @Test
    void authenticatesConfidentialClients() throws HttpFailure {
        pool.on("revoke", call -> {
            exchanges.add(call);
            return TestPool.json("");
        });
        UserPoolConfig confidential = TestPool.config(Map.of("amplify.auth.user-pool-client-secret", "s\u00e9cret"))
                .userPool()
                .orElseThrow();
        new TokenEndpoint(confidential, pool).revoke("rt");
        assertEquals(
                "Basic " + Base64.getEncoder().encodeToString("client1:s\u00e9cret".getBytes(UTF_8)),
                exchanges.get(0).headers().get("Authorization"));
        assertEquals("client_id=client1&token=rt", exchanges.get(0).body());
    }

    /** A sign-in begun by another node, or by the Next.js adapter, ends here: nothing of it is kept in memory. */
    @Test
    void finishesASignInBegunElsewhere() {
        issueTokens();
        String state = start().get("state");
        Finished onAnotherNode = flow(Map.of())
                .finish(
                        new Callback(Optional.of("c"), Optional.of(state), Optional.empty(), Optional.empty()),
                        cookies());
        assertInstanceOf(Finished.SignedIn.class, onAnotherNode);
        jar.clear();
        jar.put("com.amplify.server_auth.state", "of-next");
        jar.put("com.amplify.server_auth.pkce", "verifier-of-next");
        assertInstanceOf(Finished.SignedIn.class, finish("c", "of-next"));
        assertEquals("verifier-of-next", query("x?" + exchanges.get(1).body()).get("code_verifier"));
        assertEquals(Map.of(), jar, "used once");
        for (String half : List.of("state", "pkce")) {
            jar.clear();
            jar.put("com.amplify.server_auth." + half, "of-next");
            jar.put("other", "x");
            assertInstanceOf(Finished.Expired.class, finish("c", "of-next"));
            assertEquals(Map.of("other", "x"), jar);
        }
        assertEquals(2, exchanges.size());
    }

    @Test
    void dropsTheOldestOfTooManyFlows() {
        jar.put("other", "x");
        jar.put(FLOW + "damaged1", "soon.state.verifier");
        jar.put(FLOW + "newest", "1767225500.state.verifier");
        jar.put(FLOW + "oldest", "1767225100.state.verifier");
        jar.put(FLOW + "second", "1767225200.state.verifier");
        start();
        start();
        assertEquals(6, jar.size(), jar.keySet().toString());
        assertTrue(
                jar.keySet().containsAll(List.of("other", FLOW + "newest", FLOW + "oldest", FLOW + "second")),
                "but the damaged one");
        start();
        assertTrue(
                jar.keySet().containsAll(List.of("other", FLOW + "newest", FLOW + "second")),
                jar.keySet().toString());
        assertEquals(6, jar.size());
    }

    @Test
    void passesOnBoundedErrorsOfManagedLogin() {
        String state = start().get("state");
        Finished.Failed failed = assertInstanceOf(
                Finished.Failed.class,
                flow.finish(
                        new Callback(
                                Optional.empty(),
                                Optional.of(state),
                                Optional.of("access_denied"),
                                Optional.of("x".repeat(201))),
                        cookies()));
        assertEquals("access_denied", failed.error());
        assertEquals("x".repeat(200), failed.description());
        keep(failed.cookies());
        assertEquals(Map.of(), jar);
        assertInstanceOf(
                Finished.Invalid.class,
                flow.finish(
                        new Callback(
                                Optional.empty(), Optional.of(state), Optional.empty(), Optional.of("description")),
                        cookies()));
    }

    @Test
    void rejectsIncompleteCallbacks() {
        String state = start().get("state");
        assertInstanceOf(Finished.Invalid.class, finish("", state));
        assertInstanceOf(Finished.Invalid.class, finish("c", ""));
        assertInstanceOf(Finished.Expired.class, finish("c", "nobody's"));
        assertEquals(1, jar.size(), "what this browser holds is still good");
        assertInstanceOf(Finished.Invalid.class, finish("c", state.substring(0, 20)));
        assertEquals(Map.of(), jar, "a state that was guessed in part has used up the flow");
        assertEquals(0, pool.calls("token"));
    }

    private Finished.NotIssued notIssued(TestPool.Aws answer) {
        pool.on("token", answer);
        return assertInstanceOf(Finished.NotIssued.class, finish("c", start().get("state")));
    }

    @Test
    void reportsWhyTokensWereNotIssued() {
        assertEquals(
                Finished.Trouble.NO_ANSWER_IN_TIME,
                notIssued(call -> TestPool.down()).trouble());
        assertEquals(1, pool.calls("token"), "a code that may have arrived is not sent again");
        Finished.NotIssued refused = notIssued(call -> new HttpReply(400, Map.of(), "{\"error\":\"invalid_client\"}"));
        assertEquals("invalid_client", refused.error());
        assertEquals(Finished.Trouble.WRONG_ANSWER, refused.trouble());
        for (String hostile : List.of("<script>", "x".repeat(65))) {
            assertEquals(
                    "invalid-response",
                    notIssued(call -> TestPool.json("{\"error\":\"" + hostile + "\"}"))
                            .error());
        }
        assertEquals(
                "invalid-response",
                notIssued(call -> new HttpReply(500, Map.of(), "{\"access_token\":\"x\"}"))
                        .error());
        assertEquals(
                "the token endpoint answered HTTP 200, 4 characters",
                notIssued(call -> TestPool.json("what")).message());
        Finished.NotIssued unusable = notIssued(call -> TestPool.json("{\"access_token\":\"x\"}"));
        assertEquals("invalid-tokens", unusable.error());
        assertTrue(unusable.message().startsWith("the issued ACCESS token was refused: "), unusable.message());
        assertEquals(
                "no access token was issued",
                notIssued(call -> TestPool.json("{}")).message());
        String mixed = "{\"access_token\":\"" + pool.access("alice", Duration.ofHours(1)) + "\",\"id_token\":\""
                + pool.id("bob", Duration.ofHours(1)) + "\"}";
        assertEquals(
                "the ID token is another user's than the access token",
                notIssued(call -> TestPool.json(mixed)).message());
        pool.on("token", call -> new HttpReply(400, Map.of(), "{\"error\":\"invalid_grant\"}"));
        assertInstanceOf(Finished.CodeSpent.class, finish("c", start().get("state")));
    }

    @Test
    void reportsUnreachableKeys() {
        issueTokens();
        pool.on("jwks.json", call -> TestPool.down());
        Finished.NotIssued unchecked = assertInstanceOf(Finished.NotIssued.class, finish("c", start().get("state")));
        assertEquals(Finished.Trouble.NOT_YET, unchecked.trouble());
        assertEquals("keys-unreachable", unchecked.error());
        assertTrue(unchecked.message().endsWith("are out of reach"), unchecked.message());
    }

    @Test
    void resendsACodeThatCertainlyDidNotArrive() {
        String tokens = "{\"access_token\":\"" + pool.access("alice", Duration.ofHours(1)) + "\"}";
        pool.on("token", call -> {
            if (pool.calls("token") == 1) {
                throw new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, "refused", null);
            }
            return TestPool.json(tokens);
        });
        assertInstanceOf(Finished.SignedIn.class, finish("c", start().get("state")));
        assertEquals(2, pool.calls("token"));
    }

    @Test
    void redactsSecretsInText() {
        Callback callback = new Callback(Optional.of("c0de"), Optional.of("st4te"), Optional.empty(), Optional.empty());
        FlowProof proof = new FlowProof("st4te", "v3rifier", Optional.empty());
        IssuedTokens issued = new IssuedTokens(Optional.of("t0ken"), Optional.of("t0ken"), Optional.of("t0ken"));
        ReturnPath path = ReturnPath.of("/p4th").orElseThrow();
        assertEquals(
                "[Callback[<redacted>], FlowProof[<redacted>], IssuedTokens[<redacted>], ReturnPath[<redacted>]]",
                List.of(callback, proof, issued, path).toString());
    }

    @Test
    void limitsTheLengthOfReturnPaths() {
        assertTrue(ReturnPath.of("/" + "a".repeat(511)).isPresent());
        assertTrue(ReturnPath.of("/" + "a".repeat(512)).isEmpty());
    }
}
