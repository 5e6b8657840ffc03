package io.github.amplifyjakarta.it.bench;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.credentials.Identities.Freshness;
import io.github.amplifyjakarta.internal.credentials.IdentityPool;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.internal.transport.BoundedWait;
import io.github.amplifyjakarta.internal.transport.Clocks;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one node keeps: memory for each session, the bound that holds however many tokens come, and what a request costs when
 * there are more sessions than are kept.
 */
public final class Growth {

    private static final int KEPT = 10_000;
    private static final int LIVE = 100_000;
    /** Each has the tokens from before and those after it, and all of them are kept. */
    private static final int RENEWALS = KEPT / 2;

    private static final int REQUESTS = 200_000;

    private final Session session = new Session();
    private final Counters counters = new Counters();
    private TokenVerifier verifier = session.verifier(session.configuration(), counters);

    private Growth() {}

    /** Takes how many distinct tokens come in the end, beside those of the live sessions. */
    public static void main(String[] args) throws Exception {
        new Growth().run(Integer.parseInt(args[0]));
    }

    private void run(int tokens) throws Exception {
        long empty = heap();
        verify(0, KEPT);
        long full = heap();
        System.out.printf(
                Locale.ROOT, "%d sessions: %.1f KiB each with both tokens%n", KEPT, (full - empty) / 1024.0 / KEPT);

        long before = heap();
        IdentityPool pool = identityPool();
        for (int i = 0; i < KEPT; i++) {
            pool.of(idTokenOf(i), Freshness.CACHED);
        }
        System.out.printf(
                Locale.ROOT,
                "%d identities with credentials: %.1f KiB each%n",
                KEPT,
                (heap() - before) / 1024.0 / KEPT);
        long bound = heap();
        for (int i = KEPT; i < 4 * KEPT; i++) {
            pool.of(idTokenOf(i), Freshness.CACHED);
        }
        long beyond = heap();
        System.out.printf(
                Locale.ROOT,
                "after %d identities more: %d MiB, before them %d MiB%n",
                3 * KEPT,
                beyond >> 20,
                bound >> 20);
        if (beyond > bound * 1.1) {
            throw new IllegalStateException("the memory grows with the identities");
        }
        Reference.reachabilityFence(pool);
        System.out.printf(Locale.ROOT, "%d renewals: %.1f KiB each, beside the tokens%n", RENEWALS, renewals());
        List<String[]> live = new ArrayList<>(Collections.nCopies(LIVE, null));
        parallel(0, LIVE, i -> live.set(i, new String[] {session.accessToken(i), session.idToken(i)}));
        verifier = session.verifier(session.configuration(), counters); // which knows none but those
        request(live.subList(0, 1_000)); // warms up
        System.out.printf(Locale.ROOT, "request of one of 1,000 sessions: %.1f us%n", request(live.subList(0, 1_000)));
        System.out.printf(Locale.ROOT, "of 9,000: %.1f us%n", request(live.subList(0, 9_000)));
        System.out.printf(Locale.ROOT, "of 20,000: %.1f us%n", request(live.subList(0, 20_000)));
        System.out.printf(Locale.ROOT, "of %d: %.1f us%n", LIVE, request(live));
        live.clear();

        before = heap();
        verify(LIVE, LIVE + tokens / 2);
        long after = heap();
        System.out.printf(
                Locale.ROOT,
                "after %d tokens more: %d MiB, before them %d MiB, with nothing kept %d MiB; checks %s%n",
                tokens,
                after >> 20,
                before >> 20,
                empty >> 20,
                counters.tokens().counts());
        if (after > before * 1.1) {
            throw new IllegalStateException("the memory grows with the tokens");
        }
    }

    /** {@return the KiB that a renewal leaves behind, whose tokens are kept anyway} */
    private double renewals() throws Exception {
        List<String[]> tokens = new ArrayList<>(Collections.nCopies(2 * RENEWALS, null));
        parallel(0, 2 * RENEWALS, i -> tokens.set(i, new String[] {session.accessToken(i), session.idToken(i)}));
        AtomicInteger next = new AtomicInteger(RENEWALS);
        AmplifyRuntime runtime = AmplifyRuntime.of(
                session.configuration(),
                call -> {
                    int number = next.getAndIncrement();
                    return new HttpReply(
                            200,
                            Map.of(),
                            "{\"AuthenticationResult\":{\"AccessToken\":\"" + tokens.get(number)[0]
                                    + "\",\"IdToken\":\"" + tokens.get(number)[1] + "\",\"RefreshToken\":\""
                                    + refreshToken(number) + "\"}}");
                },
                Clock.systemUTC(),
                event -> {});
        for (int i = 0; i < 2 * RENEWALS; i++) {
            open(runtime, i, tokens.get(i));
        }
        long before = heap();
        for (int i = 0; i < RENEWALS; i++) {
            open(runtime, i, tokens.get(i)).fetchAuthSession(true);
        }
        double kibibytes = (heap() - before) / 1024.0 / RENEWALS;
        Reference.reachabilityFence(runtime);
        Reference.reachabilityFence(tokens);
        return kibibytes;
    }

    private static String refreshToken(int number) {
        return String.format("%01800d", number);
    }

    private RequestSession open(AmplifyRuntime runtime, int number, String[] tokens) {
        String cookies = session.cookies(0)
                .replace(session.accessToken, tokens[0])
                .replace(session.idToken, tokens[1])
                .replaceAll("refreshToken=\\w+", "refreshToken=" + refreshToken(number));
        RequestSession opened = runtime.sessions().open(RequestCookies.parse(List.of(cookies)), changes -> {});
        if (!opened.isAuthenticated()) {
            throw new IllegalStateException("a good session is none");
        }
        return opened;
    }

    /** An identity pool whose answers are as long as Cognito's. */
    private IdentityPool identityPool() {
        return new IdentityPool(
                session.configuration().identityPool().orElseThrow(),
                new IdentityPool.Service(
                        call -> new HttpReply(
                                200,
                                Map.of(),
                                "{\"IdentityId\":\"eu-central-1:" + UUID.randomUUID()
                                        + "\",\"Credentials\":{\"AccessKeyId\":\"ASIA"
                                        + "A".repeat(16) + "\",\"SecretKey\":\"" + "s".repeat(40)
                                        + "\",\"SessionToken\":\""
                                        + "t".repeat(1_200) + "\",\"Expiration\":"
                                        + Instant.now().plusSeconds(3_600).getEpochSecond() + "}}"),
                        new ServiceCalls("the identity pool", Runnable::run, new BoundedWait(), Clock.systemUTC()),
                        Optional.empty()),
                new Clocks(Clock.systemUTC(), Clock.systemUTC()),
                counters.credentials());
    }

    /** Another user's each; the identity pool does not look at the signature, which was verified before. */
    private static Jwt idTokenOf(int user) {
        return new Jwt(
                "token",
                Map.of(
                        "iss",
                        "https://cognito-idp.eu-central-1.amazonaws.com/" + Session.POOL,
                        "aud",
                        Session.CLIENT,
                        "token_use",
                        "id",
                        "sub",
                        UUID.randomUUID().toString(),
                        "cognito:username",
                        "user" + user,
                        "email",
                        "user" + user + "@example.com",
                        "email_verified",
                        true,
                        "cognito:groups",
                        List.of("admins", "editors")));
    }

    private interface Work {
        void of(int number);
    }

    private static void parallel(int from, int to, Work work) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = from + thread;
            done.add(executor.submit(() -> {
                for (int i = first; i < to; i += threads) {
                    work.of(i);
                }
            }));
        }
        try {
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private void verify(int from, int to) throws Exception {
        parallel(from, to, i -> verify(session.accessToken(i), session.idToken(i)));
    }

    private void verify(String accessToken, String idToken) {
        if (!(verifier.verify(accessToken, TokenUse.ACCESS) instanceof Verification.Verified)
                || !(verifier.verify(idToken, TokenUse.ID) instanceof Verification.Verified)) {
            throw new IllegalStateException("a good token was refused");
        }
    }

    /** {@return the microseconds of one, when each of these sessions has come before} */
    private double request(List<String[]> sessions) {
        sessions.forEach(each -> verify(each[0], each[1]));
        Random random = new Random(1);
        Map<String, Long> before = counters.tokens().counts();
        long start = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            String[] each = sessions.get(random.nextInt(sessions.size()));
            // as from a request: another text of the same letters, whose hash is not known yet
            verify(new String(each[0].toCharArray()), new String(each[1].toCharArray()));
        }
        double micros = (System.nanoTime() - start) / 1e3 / REQUESTS;
        if (!counters.tokens().counts().get("verified").equals(before.get("verified"))) {
            throw new IllegalStateException("signatures were verified again: " + before + ", then "
                    + counters.tokens().counts());
        }
        return micros;
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
