package io.github.amplifyjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestClient;
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

/**
 * Signed REST calls and GraphQL queries against a bare {@link HttpClient} with the same body, in one run, taking turns. The
 * API is an HTTP server in this process that answers at once; who calls is one real session.
 */
public final class ApiBenchmark {

    private static final int ROUNDS = 7;
    private static final int CALLS = 8_000;
    private static final int CALLERS = 4;
    private static final String BODY = "{\"query\":\"{ whoAmI }\",\"variables\":{}}";
    private static final byte[] ANSWER = "{\"data\":{\"whoAmI\":\"alice\"}}".getBytes(UTF_8);

    private ApiBenchmark() {}

    private interface Call {
        void send() throws Exception;
    }

    /** Runs everything and prints ratios. */
    public static void main(String[] args) throws Exception {
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(Executors.newFixedThreadPool(CALLERS * 2));
        api.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        });
        api.start();
        URI uri = URI.create("http://localhost:" + api.getAddress().getPort());
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (StandIn standIn = new StandIn();
                LibraryUser library = new LibraryUser(standIn.uri(), standIn.s3(), uri)) {
            AmplifyServerContext alice = library.signIn("alice");
            RestClient rest = library.restOf(alice);
            GraphQlClient graphQl = library.graphQlOf(alice);
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            Call bareGet = () -> require(http.send(
                            HttpRequest.newBuilder(uri.resolve("/items?limit=5"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body());
            Call barePost = () -> require(http.send(
                            HttpRequest.newBuilder(uri.resolve("/graphql"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body());
            Call signedGet = () ->
                    require(rest.get("/items").queryParam("limit", 5).send().bytes());
            Call query = () -> graphQl.graphql("{ whoAmI }")
                    .send()
                    .get("whoAmI", String.class)
                    .orElseThrow();
            List<Double> restRatios = new ArrayList<>();
            List<Double> graphQlRatios = new ArrayList<>();
            for (int round = -2; round < ROUNDS; round++) { // two to warm up
                double rests = seconds(callers, bareGet) / seconds(callers, signedGet);
                double queries = seconds(callers, barePost) / seconds(callers, query);
                System.out.printf("round %d: REST %.2f, GraphQL %.2f of bare java.net.http%n", round, rests, queries);
                if (round >= 0) {
                    restRatios.add(rests);
                    graphQlRatios.add(queries);
                }
            }
            System.out.printf(
                    "signed REST call: %.2f, GraphQL query: %.2f of bare java.net.http (medians of %d, %d callers)%n",
                    median(restRatios), median(graphQlRatios), ROUNDS, CALLERS);
        } finally {
            callers.shutdownNow();
            api.stop(0);
            ((ExecutorService) api.getExecutor()).shutdownNow();
        }
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

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
