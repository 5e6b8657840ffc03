package io.github.amplifyjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Signed REST calls and GraphQL queries against a bare {@link HttpClient}, in one run, taking turns: with the same body, and
 * with the same headers too, so that what the server and the network do with a signature stands on both sides. The API is
 * an HTTP server in this process that answers at once; who calls is one real session.
 */
public final class ApiBenchmark {

    private static final int ROUNDS = 21;
    private static final int CALLS = 3_000;
    private static final int CALLERS = 4;
    private static final String BODY = "{\"query\":\"{ whoAmI }\",\"variables\":{}}";
    private static final byte[] ANSWER = "{\"data\":{\"whoAmI\":\"alice\"}}".getBytes(UTF_8);

    private ApiBenchmark() {}

    private interface Call {
        void send() throws Exception;
    }

    /** Runs everything and prints ratios. */
    public static void main(String[] args) throws Exception {
        // else the server waits 40 ms for the client's acknowledgment of the headers before it sends the body
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(Executors.newFixedThreadPool(CALLERS * 2));
        AtomicLong answersAfter = new AtomicLong();
        AtomicReference<Headers> received = new AtomicReference<>(new Headers());
        api.createContext("/", exchange -> {
            if (exchange.getRequestHeaders().containsKey("X-Amz-Date")) {
                received.set(exchange.getRequestHeaders());
            }
            exchange.getRequestBody().readAllBytes();
            LockSupport.parkNanos(answersAfter.get());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        });
        api.start();
        URI uri = URI.create("http://localhost:" + api.getAddress().getPort());
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (SandboxProcess sandbox = new SandboxProcess();
                LibraryUser library = new LibraryUser(sandbox.uri(), sandbox.s3(), uri)) {
            AmplifyServerContext alice = library.signIn("alice");
            RestApiClient rest = library.restOf(alice);
            GraphQlClient graphQl = library.graphQlOf(alice);
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            Call bareGet = () -> bare(http, HttpRequest.newBuilder(uri.resolve("/rest/items?limit=5")));
            Call barePost = () -> bare(
                    http,
                    HttpRequest.newBuilder(uri.resolve("/graphql"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(BODY)));
            Call signedGet = () ->
                    require(rest.get("/items").queryParam("limit", 5).send().bytes());
            Call query = () -> graphQl.graphql("{ whoAmI }")
                    .send()
                    .get("whoAmI", String.class)
                    .orElseThrow();
            signedGet.send();
            List<String> signature = Stream.of("Authorization", "X-amz-date", "X-amz-security-token")
                    .flatMap(name -> Stream.of(name, received.get().getFirst(name)))
                    .toList();
            Call bareSigned = () -> bare(
                    http,
                    HttpRequest.newBuilder(uri.resolve("/rest/items?limit=5"))
                            .headers(signature.toArray(String[]::new)));
            compare(callers, "that answers at once", bareGet, bareSigned, signedGet, barePost, query);
            answersAfter.set(TimeUnit.MILLISECONDS.toNanos(2));
            compare(callers, "that answers after 2 ms", bareGet, bareSigned, signedGet, barePost, query);
        } finally {
            callers.shutdownNow();
            api.stop(0);
            ((ExecutorService) api.getExecutor()).shutdownNow();
        }
    }

    private static void compare(
            ExecutorService callers,
            String api,
            Call bareGet,
            Call bareSigned,
            Call signedGet,
            Call barePost,
            Call query)
            throws Exception {
        List<Double> restRatios = new ArrayList<>();
        List<Double> signedRatios = new ArrayList<>();
        List<Double> graphQlRatios = new ArrayList<>();
        for (int round = -6; round < ROUNDS; round++) { // some to warm up
            double restSeconds = seconds(callers, signedGet);
            double rests = seconds(callers, bareGet) / restSeconds;
            double withHeaders = seconds(callers, bareSigned) / restSeconds;
            double queries = seconds(callers, barePost) / seconds(callers, query);
            if (round >= 0) {
                restRatios.add(rests);
                signedRatios.add(withHeaders);
                graphQlRatios.add(queries);
            }
        }
        System.out.printf(
                "an API %s: signed REST call %s, with the same headers %s, GraphQL query %s of bare java.net.http"
                        + " (medians and quartiles of %d rounds, %d callers)%n",
                api, spread(restRatios), spread(signedRatios), spread(graphQlRatios), ROUNDS, CALLERS);
    }

    /**
     * JDK 17's client breaks one of some hundred thousand calls off, when a connection is taken again while it is still
     * being put back ("connection closed locally"): such a one is sent again, on both sides.
     */
    private static void bare(HttpClient http, HttpRequest.Builder builder) throws Exception {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            System.out.println("sent again: " + e);
            answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
        require(answer.body());
    }

    private static void require(byte[] answer) {
        if (answer.length != ANSWER.length) {
            throw new IllegalStateException("another answer: " + new String(answer, UTF_8));
        }
    }

    private static double seconds(ExecutorService callers, Call call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            all.add(callers.submit(() -> {
                start.await();
                for (int i = 0; i < CALLS / CALLERS; i++) {
                    call.send();
                }
                return null;
            }));
        }
        long begin = System.nanoTime();
        start.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String spread(List<Double> values) {
        Collections.sort(values);
        int size = values.size();
        return String.format(
                "%.2f (%.2f to %.2f)", values.get(size / 2), values.get(size / 4), values.get(size * 3 / 4));
    }
}
