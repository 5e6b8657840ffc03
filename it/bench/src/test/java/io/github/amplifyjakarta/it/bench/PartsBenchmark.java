package io.github.amplifyjakarta.it.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.internal.access.AccessPolicy;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StoragePath;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What the parts of a request cost, each beside what there is no way around. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 10, time = 1)
public class PartsBenchmark {

    private static final int JAR = 8 << 10;
    private static final int SESSIONS = 500;
    private static final String CLIENT = "CognitoIdentityServiceProvider." + Session.CLIENT + ".";
    private static final String USER = CLIENT + Session.USER + ".";
    // what a request asks for; the last two are not there
    private static final List<String> NAMES = List.of(
            CLIENT + "LastAuthUser",
            USER + "accessToken",
            USER + "idToken",
            USER + "clockDrift",
            USER + "signInDetails");

    private final AccessPolicy policy = AccessPolicy.of(new AppConfig.Paths(
            List.of("/account/*", "/admin/*"), List.of("/account/help/*"), List.of(), Optional.empty()));
    private final String path = "/shop/account/orders/7";
    private final String encodedPath = "/shop/account/my%20file.txt";
    private final List<String> resolved = List.of("/account/orders/7");

    private final Session session = new Session();
    private final String cookies = session.cookies(JAR);
    private final String itsCookies = session.cookies(0);
    private final RequestCookies parsed = RequestCookies.parse(List.of(cookies));
    private final AmplifyConfig config = session.configuration();
    private final Counters counters = new Counters();
    private final TokenVerifier warm = newVerifier();
    private final AmplifyRuntime runtime = AmplifyRuntime.of(
            config,
            call -> {
                throw new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, "nothing is asked for in steady state", null);
            },
            Clock.systemUTC(),
            event -> {});
    private final Map<String, String> known = Map.of(session.accessToken, "a", session.idToken, "b");
    private final StorageClient storage = newStorage();
    private final SetCookie.Attributes attributes = SetCookie.Attributes.of("strict")
            .secure(true)
            .httpOnly(true)
            .lifetime(Optional.of(31_536_000L), Optional.empty());

    /** Makes a session, and sees that everything works that is measured. */
    public PartsBenchmark() {
        require(warm.verify(session.accessToken, TokenUse.ACCESS) instanceof Verification.Verified);
        require(load(cookies) instanceof Outcome.SignedIn);
        require(bareVerify(session.idToken));
    }

    private TokenVerifier newVerifier() {
        return session.verifier(config, counters);
    }

    private static void require(boolean works) {
        if (!works) {
            throw new IllegalStateException("what is measured does not work");
        }
    }

    /** A node that has seen no token, and the tokens of many sessions. */
    @State(Scope.Benchmark)
    public static class NewNode {

        private final List<String> accessTokens = new ArrayList<>();
        private final List<String> idTokens = new ArrayList<>();
        private TokenVerifier verifier;

        /** Called by JMH. */
        @Setup(Level.Trial)
        public void sign(PartsBenchmark benchmark) {
            for (int i = 0; i < SESSIONS; i++) {
                accessTokens.add(benchmark.session.accessToken(i));
                idTokens.add(benchmark.session.idToken(i));
            }
        }

        /** Called by JMH, once for all these sessions; no part of the time, but of the bytes. */
        @Setup(Level.Invocation)
        public void make(PartsBenchmark benchmark) {
            verifier = benchmark.newVerifier();
        }
    }

    /** Both tokens of a session that this node has not seen yet. */
    @Benchmark
    @OperationsPerInvocation(SESSIONS)
    public void tokensCold(NewNode node) {
        TokenVerifier verifier = Objects.requireNonNull(node.verifier);
        for (int i = 0; i < SESSIONS; i++) {
            require(verifier.verify(node.accessTokens.get(i), TokenUse.ACCESS) instanceof Verification.Verified
                    && verifier.verify(node.idTokens.get(i), TokenUse.ID) instanceof Verification.Verified);
        }
    }

    /** Two bare RSA-2048 verifications of the same bytes: the limit of {@link #tokensCold}. */
    @Benchmark
    @OperationsPerInvocation(SESSIONS)
    public void tokensColdLimit(NewNode node) {
        for (int i = 0; i < SESSIONS; i++) {
            require(bareVerify(node.accessTokens.get(i)) & bareVerify(node.idTokens.get(i)));
        }
    }

    private boolean bareVerify(String token) {
        int dot = token.lastIndexOf('.');
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(session.key.getPublicKey());
            signature.update(token.substring(0, dot).getBytes(US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both tokens of a session that this node knows. */
    @Benchmark
    public Object tokensCached() {
        require(warm.verify(session.accessToken, TokenUse.ACCESS) instanceof Verification.Verified);
        return warm.verify(session.idToken, TokenUse.ID);
    }

    /** Both tokens found in a map: the limit of {@link #tokensCached}. Their texts are new with each request. */
    @Benchmark
    public Object tokensCachedLimit() {
        return known.get(new String(session.accessToken.toCharArray()))
                == known.get(new String(session.idToken.toCharArray()));
    }

    /** The cookies that a request asks for, out of a header of 8 KiB. */
    @Benchmark
    public void cookies(Blackhole found) {
        RequestCookies all = RequestCookies.parse(List.of(cookies));
        for (String name : NAMES) {
            found.consume(all.value(name));
        }
    }

    /** The same header searched for its separators, and these names compared with what lies between: the limit. */
    @Benchmark
    public void cookiesLimit(Blackhole found) {
        for (int from = 0; from < cookies.length(); ) {
            int end = cookies.indexOf(';', from);
            int to = end < 0 ? cookies.length() : end;
            for (String name : NAMES) {
                if (cookies.startsWith(name, from)) {
                    found.consume(cookies.substring(from + name.length() + 1, to));
                }
            }
            from = to + 2;
        }
    }

    /** A Set-Cookie line with a token. */
    @Benchmark
    public Object setCookie() {
        return SetCookie.set(
                        "CognitoIdentityServiceProvider." + Session.CLIENT + ".alice.accessToken",
                        session.accessToken,
                        attributes)
                .render();
    }

    /** The same pieces put together: the limit of {@link #setCookie}. */
    @Benchmark
    public Object setCookieLimit() {
        return "CognitoIdentityServiceProvider." + Session.CLIENT + ".alice.accessToken=" + session.accessToken
                + "; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=strict";
    }

    /** From the Cookie header to a signed-in user, as each request of a known session does it, with much beside it. */
    @Benchmark
    public Object session() {
        return load(cookies);
    }

    /** The same, when nothing else is in the jar. */
    @Benchmark
    public Object sessionOfItsCookies() {
        return load(itsCookies);
    }

    private Outcome load(String header) {
        return runtime.sessions()
                .open(RequestCookies.parse(List.of(header)), changes -> {})
                .outcome();
    }

    private static StorageClient newStorage() {
        AwsCredentials credentials = new AwsCredentials(
                "ASIA", "secret".repeat(7), "t".repeat(900), Instant.now().plusSeconds(36_000));
        AuthSession signedIn = new AuthSession() {
            @Override
            public Optional<AuthTokens> tokens() {
                return Optional.empty();
            }

            @Override
            public Optional<String> userSub() {
                return Optional.empty();
            }

            @Override
            public Optional<AwsCredentials> credentials() {
                return Optional.of(credentials);
            }

            @Override
            public Optional<String> identityId() {
                return Optional.of("eu-central-1:1");
            }
        };
        return new Storage(
                        new StorageConfig("bucket", "eu-central-1", Optional.empty(), false, Map.of()),
                        new HttpConfig(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(10)),
                        Clock.systemUTC())
                .client(() -> signedIn);
    }

    /** A presigned URL. */
    @Benchmark
    public Object presign() {
        return storage.getUrl(StoragePath.path("public/photo.jpg")).url();
    }

    /** The hashes and HMACs of one signature, bare: the limit of {@link #presign}. */
    @Benchmark
    public Object presignLimit() throws GeneralSecurityException {
        byte[] key = new byte[32];
        for (int i = 0; i < 5; i++) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            key = mac.doFinal(key);
        }
        MessageDigest.getInstance("SHA-256").digest(new byte[1200]);
        return key;
    }

    /** The same, when the cookies are parsed already. */
    @Benchmark
    public Object sessionOfParsedCookies() {
        return runtime.sessions().open(parsed, changes -> {}).outcome();
    }

    /** A path of two segments below a protected one, and what the container resolved of it. */
    @Benchmark
    public Object accessDecision() {
        return policy.decide(path, "/shop", resolved);
    }

    /** The path with an encoded blank. */
    @Benchmark
    public Object accessDecisionEncoded() {
        return policy.decide(encodedPath, "/shop", resolved);
    }

    /** Every character once, and one comparison: without reading a path nobody can decide about it. */
    @Benchmark
    public Object accessDecisionLimit() {
        int odd = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            odd += c == '%' || c == ';' || c == '\\' || c < ' ' ? 1 : 0;
        }
        return odd == 0 && path.startsWith("/account/", "/shop".length());
    }

    /** Runs what is asked for: a file for the results, and a pattern. */
    public static void main(String[] args) throws Exception {
        OptionsBuilder options = new OptionsBuilder();
        options.include(PartsBenchmark.class.getName() + (args.length > 1 && !args[1].isEmpty() ? "." + args[1] : ""));
        options.addProfiler(GCProfiler.class);
        options.resultFormat(ResultFormatType.JSON);
        options.result(args[0]);
        new Runner(options.build()).run();
    }
}
