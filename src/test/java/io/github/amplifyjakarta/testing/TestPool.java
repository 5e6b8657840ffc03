package io.github.amplifyjakarta.testing;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.jwt.KeySet;
import io.github.amplifyjakarta.internal.oauth.SignInFlow;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.oauth.TokenEndpoint;
import io.github.amplifyjakarta.internal.session.SessionRequest;
import io.github.amplifyjakarta.internal.transport.BoundedWait;
import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** A user pool in memory that signs tokens, a clock that can be set, and an AWS that can fail. For failure cases only. */
public final class TestPool implements HttpTransport {

    public static final String ORIGIN = "https://app.example.com";
    public static final String POOL = "eu-central-1_Test1";
    public static final String CLIENT = "client1";
    public static final String COOKIE = "CognitoIdentityServiceProvider." + CLIENT + ".";

    private static final String ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/" + POOL;

    /** Answers an outward call. */
    public interface Aws {
        HttpReply answer(HttpCall call) throws HttpFailure;
    }

    private final RsaJsonWebKey key;
    private final Map<String, Aws> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final List<AuthEvent> events = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** Making a key takes longer than most tests. Pools that follow one another have different ones. */
    private static final List<RsaJsonWebKey> KEYS =
            Stream.generate(TestPool::newKey).limit(4).toList();

    private static final AtomicInteger POOLS = new AtomicInteger();

    public TestPool() {
        key = KEYS.get(POOLS.getAndIncrement() % KEYS.size());
        on("jwks.json", call -> json(keySet()));
    }

    private static RsaJsonWebKey newKey() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("key-1");
            key.setUse("sig");
            key.setAlgorithm("RS256");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the pool's key pair, for what an attacker makes of it} */
    public RsaJsonWebKey key() {
        return key;
    }

    public String keySet() {
        return "{\"keys\":[" + key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}";
    }

    /** Sets the answer to an operation (the end of X-Amz-Target) or to a path's last part. */
    public TestPool on(String operation, Aws answer) {
        answers.put(operation, answer);
        return this;
    }

    /** {@return what the application was told} */
    public List<AuthEvent> events() {
        return List.copyOf(events);
    }

    public int calls(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    @Override
    public HttpReply send(HttpCall call) throws HttpFailure {
        String target = call.headers().get("X-Amz-Target");
        String operation =
                target == null ? call.uri().getPath().replaceFirst("^.*/", "") : target.replaceFirst("^.*\\.", "");
        calls.merge(operation, 1, Integer::sum);
        Aws answer = answers.get(operation);
        if (answer == null) {
            throw new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, "nobody answers " + operation, null);
        }
        return answer.answer(call);
    }

    public static HttpReply json(String body) {
        return new HttpReply(200, Map.of(), body);
    }

    public static HttpReply error(int status, String name) {
        return new HttpReply(status, Map.of(), "{\"__type\":\"" + name + "\",\"message\":\"on purpose\"}");
    }

    public static HttpReply down() throws HttpFailure {
        throw new HttpFailure(HttpFailure.Kind.TIMEOUT, "no answer", null);
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** {@return a clock for durations by which no time passes} */
    public static Clock standingClock() {
        return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }

    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    public String access(String username, Duration lifetime) {
        return sign(username, lifetime, Map.of("token_use", "access", "client_id", CLIENT, "username", username));
    }

    /** {@return an access token of a user in groups} */
    public String accessInGroups(String username, Duration lifetime, List<String> groups) {
        Map<String, Object> claims = new LinkedHashMap<>(accessClaims(username));
        claims.put("cognito:groups", groups);
        return sign(username, lifetime, claims);
    }

    public String id(String username, Duration lifetime) {
        return sign(username, lifetime, Map.of("token_use", "id", "aud", CLIENT, "cognito:username", username));
    }

    public String sign(String username, Duration lifetime, Map<String, Object> claims) {
        return sign("key-1", username, lifetime, claims);
    }

    /** The claims that Cognito puts into every access token, the times left out. */
    public static Map<String, Object> accessClaims(String username) {
        return Map.of(
                "iss", ISSUER,
                "sub", "sub-of-" + username,
                "token_use", "access",
                "client_id", CLIENT,
                "username", username);
    }

    /** Signs anything. */
    public String sign(byte[] payload) {
        return sign("key-1", payload);
    }

    private String sign(String keyId, byte[] payload) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayloadBytes(payload);
            signature.setAlgorithmHeaderValue("RS256");
            signature.setKeyIdHeaderValue(keyId);
            signature.setKey(key.getPrivateKey());
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public String sign(String keyId, String username, Duration lifetime, Map<String, Object> claims) {
        JwtClaims all = new JwtClaims();
        all.setIssuer(ISSUER);
        all.setSubject("sub-of-" + username);
        all.setClaim("auth_time", now.getEpochSecond());
        all.setClaim("iat", now.getEpochSecond());
        all.setClaim("exp", now.plus(lifetime).getEpochSecond());
        claims.forEach(all::setClaim);
        return sign(keyId, all.toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** The token endpoint issues tokens for alice. */
    public void issueTokens() {
        on(
                "token",
                call -> json("{\"access_token\":\"" + access("alice", Duration.ofHours(1)) + "\",\"id_token\":\""
                        + id("alice", Duration.ofHours(1)) + "\",\"refresh_token\":\"rt-1\"}"));
    }

    /** An answer of GetTokensFromRefreshToken. */
    public HttpReply issued(String username, String refreshToken) {
        return json("{\"AuthenticationResult\":{\"AccessToken\":\"" + access(username, Duration.ofHours(1))
                + "\",\"IdToken\":\"" + id(username, Duration.ofHours(1)) + "\",\"RefreshToken\":\"" + refreshToken
                + "\"}}");
    }

    /** An answer of GetCredentialsForIdentity, good for an hour. */
    public HttpReply credentials(String accessKeyId, String secretKey, String sessionToken) {
        return json("{\"Credentials\":{\"AccessKeyId\":\"" + accessKeyId + "\",\"SecretKey\":\"" + secretKey
                + "\",\"SessionToken\":\"" + sessionToken + "\",\"Expiration\":"
                + now.plus(Duration.ofHours(1)).getEpochSecond() + "}}");
    }

    /** The cookies of a session whose tokens live as long as said. */
    public RequestCookies session(String username, Duration lifetime, String refreshToken) {
        return cookies(header(username, lifetime, refreshToken));
    }

    /** The same as a Cookie header. */
    public String header(String username, Duration lifetime, String refreshToken) {
        return COOKIE + "LastAuthUser=" + username
                + "; " + COOKIE + username + ".accessToken=" + access(username, lifetime)
                + "; " + COOKIE + username + ".idToken=" + id(username, lifetime)
                + "; " + COOKIE + username + ".refreshToken=" + refreshToken;
    }

    /** {@return what a request without an HTTP session says about its session} */
    public static SessionRequest request(String header) {
        return new SessionRequest(cookies(header));
    }

    public static RequestCookies cookies(String header) {
        return RequestCookies.parse(List.of(header));
    }

    /** {@return the keys that this pool publishes, fetched by the thread that asks} */
    public KeySet keys(URI url) {
        return KeySet.fetched(new KeySet.Source(this, url, serviceCalls("the key set"), clock()));
    }

    /** {@return where codes are exchanged, on the thread that asks} */
    public SignInFlow.Exchanges exchanges(UserPoolConfig config) {
        return new SignInFlow.Exchanges(new TokenEndpoint(config, this), serviceCalls("the token endpoint"));
    }

    /** {@return where tokens are revoked, on the thread that asks} */
    public SignOutFlow.Revocations revocations(UserPoolConfig config, HttpTransport transport) {
        return new SignOutFlow.Revocations(
                new TokenEndpoint(config, transport), serviceCalls("the revocation endpoint"));
    }

    private ServiceCalls serviceCalls(String service) {
        return new ServiceCalls(service, Runnable::run, new BoundedWait(), clock());
    }

    public AmplifyRuntime runtime(Map<String, String> overrides) {
        return AmplifyRuntime.of(config(overrides), this, clock(), events::add);
    }

    /** {@return the configuration of a bucket, a REST API and a GraphQL API that are all at one address} */
    public static Map<String, String> filesAndApisAt(String address) {
        return Map.of(
                "amplify.storage.bucket", "bucket",
                "amplify.storage.region", "eu-central-1",
                "amplify.storage.path-style", "true",
                "amplify.storage.endpoint", address,
                "amplify.api.rest.\"api\".endpoint", address,
                "amplify.api.rest.\"api\".region", "eu-central-1",
                "amplify.api.graphql.endpoint", address,
                "amplify.api.graphql.region", "eu-central-1");
    }

    public static AmplifyConfig config(Map<String, String> overrides) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("amplify.app.origin", ORIGIN);
        values.put("amplify.auth.user-pool-id", POOL);
        values.put("amplify.auth.user-pool-client-id", CLIENT);
        values.put("amplify.auth.identity-pool-id", "eu-central-1:aaaa-bbbb");
        values.put("amplify.auth.allow-guest-access", "true");
        values.put("amplify.auth.oauth.domain", "login.example.com");
        values.put("amplify.auth.oauth.scopes", "openid");
        values.put("amplify.auth.oauth.redirect-sign-in", ORIGIN + "/api/auth/sign-in-callback");
        values.put("amplify.auth.oauth.redirect-sign-out", ORIGIN + "/api/auth/sign-out-callback");
        values.putAll(overrides);
        return TestConfig.read(values).orElseThrow();
    }
}
