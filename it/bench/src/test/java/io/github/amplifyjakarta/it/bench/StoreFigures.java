package io.github.amplifyjakarta.it.bench;

import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cluster.RedisStore;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/**
 * What a shared store costs a request, beside the same request without one in the same run: while the store answers, while
 * it is slow, and while it is out of reach. And what it holds.
 */
public final class StoreFigures {

    private static final String ORIGIN = "https://app.example.com";
    private static final int WARM_UP = 100_000;
    private static final int REQUESTS = 200_000;

    /** Slow requests take longer than the whole of the others. */
    private static final int SLOW_REQUESTS = 200;

    private final Session session = new Session();
    private final ManualClock steady = new ManualClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private StoreFigures() {}

    public static void main(String[] args) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        URI url = URI.create("redis://127.0.0.1:" + port);
        StoreFigures figures = new StoreFigures();
        try (RedisStore store =
                new RedisStore(new ClusterConfig(url, Optional.empty(), Optional.empty(), ClusterConfig.Mode.SINGLE))) {
            figures.run(store, url, redis);
        } finally {
            redis.stop();
            figures.threads.shutdownNow();
        }
    }

    private void run(RedisStore store, URI url, RedisServer redis) throws IOException {
        DelayedStore delayed = new DelayedStore(store);
        Node alone = new Node("cookies", Optional.empty());
        Node cookies = new Node("cookies", Optional.of(store));
        Node shared = new Node("shared", Optional.of(store));
        Node slow = new Node("shared", Optional.of(delayed));
        for (Node node : List.of(alone, cookies, shared, slow)) {
            node.signIn();
            node.requests(WARM_UP, Duration.ZERO);
        }
        System.out.printf("%-66s %9s %9s %9s %12s%n", "request", "mean us", "p50 us", "p99 us", "operations");
        alone.report("tokens in cookies, no store", REQUESTS, Duration.ZERO);
        cookies.report("tokens in cookies, store there", REQUESTS, Duration.ZERO);
        shared.report("tokens in the store, session kept by the node", REQUESTS, Duration.ZERO);
        alone.report("tokens in cookies, no store, again", REQUESTS, Duration.ZERO);
        // each request comes later than what the node keeps: it reads the session, and the latest ends
        Duration later = Duration.ofSeconds(5);
        shared.report("tokens in the store, each request reads it, up", REQUESTS / 10, later);
        delayed.delay = 50;
        slow.report("the same, and each operation takes 50 ms", SLOW_REQUESTS, later);
        bytes(url);
        shared.requests(1, later); // kept from now on
        redis.stop();
        shared.report("tokens in the store, out of reach for less than a minute", 5_000, Duration.ofMillis(10));
        cookies.report("tokens in cookies, store out of reach", REQUESTS / 10, Duration.ofMillis(10));
    }

    private static void bytes(URI url) {
        try (RedisClient client = RedisClient.create(url)) {
            Map<String, List<Long>> sizes = client.keys("*").stream()
                    .collect(Collectors.groupingBy(
                            key -> key.replaceFirst("^[^:]*:[^:]*:", "").replaceFirst(":.*", ""),
                            Collectors.mapping(client::memoryUsage, Collectors.toList())));
            sizes.forEach((kind, all) -> System.out.printf(
                    "entry %s: %d bytes in Redis (%d entries)%n",
                    kind, all.stream().mapToLong(size -> size).max().orElseThrow(), all.size()));
        }
    }

    /** One node of an application, and a browser. */
    private final class Node {

        private final AmplifyRuntime runtime;
        private final Map<String, String> jar = new LinkedHashMap<>();
        private RequestCookies sent = RequestCookies.parse(List.of());

        Node(String kind, Optional<SharedStore> store) {
            runtime = AmplifyRuntime.of(
                    configuration(kind),
                    new AmplifyRuntime.Environment(
                            call -> new HttpReply(200, Map.of(), tokens()),
                            threads,
                            Clock.systemUTC(),
                            steady,
                            () -> store),
                    event -> {});
        }

        void signIn() {
            String location = send("sign-in", Optional.empty()).location().orElseThrow();
            String state = location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
            send("sign-in-callback", Optional.of("code=c&state=" + state));
            sent = cookies();
        }

        private RequestCookies cookies() {
            return RequestCookies.parse(List.of(jar.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "))));
        }

        private ShortCircuitResponse send(String route, Optional<String> query) {
            List<SetCookie> changes = new ArrayList<>();
            ShortCircuitResponse response = runtime.routes()
                    .orElseThrow()
                    .handle(
                            route,
                            new IncomingRequest("GET", "/api/auth/" + route, query, "", List.of(), name -> null),
                            runtime.sessions().open(cookies(), changes::addAll));
            changes.addAll(response.cookies());
            for (SetCookie change : changes) {
                String value =
                        change.render().split(";")[0].substring(change.name().length() + 1);
                if (value.isEmpty()) {
                    jar.remove(change.name());
                } else {
                    jar.put(change.name(), value);
                }
            }
            return response;
        }

        long[] requests(int count, Duration between) {
            long[] nanos = new long[count];
            for (int i = 0; i < count; i++) {
                steady.pass(between);
                long start = System.nanoTime();
                boolean signedIn =
                        runtime.sessions().open(sent, none -> {}).outcome().isSignedIn();
                nanos[i] = System.nanoTime() - start;
                if (!signedIn) {
                    throw new IllegalStateException("nobody is signed in, in request " + i);
                }
            }
            return nanos;
        }

        void report(String what, int count, Duration between) {
            long before = operations();
            long[] nanos = requests(count, between);
            Arrays.sort(nanos);
            System.out.printf(
                    Locale.ROOT,
                    "%-66s %9.2f %9.2f %9.2f %12.4f%n",
                    what,
                    Arrays.stream(nanos).average().orElseThrow() / 1000,
                    nanos[count / 2] / 1000.0,
                    nanos[count * 99 / 100] / 1000.0,
                    (operations() - before) / (double) count);
        }

        private long operations() {
            Map<String, Long> counts = runtime.counters().store().counts();
            return counts.getOrDefault("done", 0L) + counts.getOrDefault("failed", 0L);
        }
    }

    private String tokens() {
        return "{\"access_token\":\"" + session.accessToken + "\",\"id_token\":\"" + session.idToken
                + "\",\"refresh_token\":\"" + "r".repeat(1_900) + "\"}";
    }

    private AmplifyConfig configuration(String kind) {
        Map<String, String> values = Map.of(
                "amplify.app.origin",
                ORIGIN,
                "amplify.auth.user-pool-id",
                Session.POOL,
                "amplify.auth.user-pool-client-id",
                Session.CLIENT,
                "amplify.auth.jwks",
                session.keySet(),
                "amplify.auth.oauth.domain",
                "login.example.com",
                "amplify.auth.oauth.redirect-sign-in",
                ORIGIN + "/api/auth/sign-in-callback",
                "amplify.auth.oauth.redirect-sign-out",
                ORIGIN + "/api/auth/sign-out-callback",
                "amplify.auth.session.store",
                kind);
        return ConfigReader.read(
                        new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(values, "bench", 100))
                                .build(),
                        StoreFigures.class.getClassLoader())
                .orElseThrow();
    }

    /** A monotonic clock that goes on when it is told to. */
    private static final class ManualClock extends Clock {

        private volatile Instant now = Instant.EPOCH;

        void pass(Duration time) {
            if (!time.isZero()) {
                now = now.plus(time);
            }
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A store whose operations take longer. */
    private static final class DelayedStore implements SharedStore {

        private final SharedStore store;
        private volatile long delay;

        DelayedStore(SharedStore store) {
            this.store = store;
        }

        private SharedStore delayed() {
            if (delay > 0) {
                try {
                    Thread.sleep(delay);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
            return store;
        }

        @Override
        public Optional<String> putIfAbsent(String key, String value, Duration life) {
            return delayed().putIfAbsent(key, value, life);
        }

        @Override
        public boolean replace(String key, String expected, String value, Duration life) {
            return delayed().replace(key, expected, value, life);
        }

        @Override
        public List<Optional<String>> get(List<String> keys) {
            return delayed().get(keys);
        }

        @Override
        public void put(String key, String value, Duration life) {
            delayed().put(key, value, life);
        }

        @Override
        public void delete(String key) {
            delayed().delete(key);
        }
    }
}
