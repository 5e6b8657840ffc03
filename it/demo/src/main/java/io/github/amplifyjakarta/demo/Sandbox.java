package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The controls of the local sandbox for AWS: its counts, and how its Cognito behaves. Your application needs none of this.
 * With the real AWS there is no sandbox, and the pages leave out what needs one.
 */
@Named
@ApplicationScoped
public class Sandbox {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** What a signed-in user's pages ask of Cognito. */
    private static final List<String> OPERATIONS = List.of("GetTokensFromRefreshToken", "GetUser");

    /** How Cognito answers. */
    public enum Behaviour {
        WORKS("none"),
        SLOW("slow"),
        FAILS("error");

        private final String fault;

        Behaviour(String fault) {
            this.fault = fault;
        }
    }

    @Inject
    AmplifyConfig config;

    private volatile Behaviour cognito = Behaviour.WORKS;
    private HttpClient client;

    /** Not in the constructor: the container's proxy has it too. */
    @PostConstruct
    void open() {
        client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    }

    /** {@return where it answers: an endpoint on loopback is no AWS} */
    private Optional<URI> address() {
        return config.userPool().map(UserPoolConfig::endpoint).filter(at -> LOOPBACK.contains(at.getHost()));
    }

    /** {@return whether the application runs against the sandbox} */
    public boolean isThere() {
        return address().isPresent();
    }

    /** {@return how its Cognito answers now} */
    public Behaviour getCognito() {
        return cognito;
    }

    /** Makes its Cognito answer in another way. */
    public void setCognito(Behaviour behaviour) {
        for (String operation : OPERATIONS) {
            String form = "path=" + operation + "&kind=" + behaviour.fault;
            send(HttpRequest.newBuilder(address().orElseThrow().resolve("/sandbox/faults"))
                            .POST(HttpRequest.BodyPublishers.ofString(form)))
                    .orElseThrow(() -> new IllegalStateException("the sandbox does not answer"));
        }
        cognito = behaviour;
    }

    /** {@return how often each operation was called; empty where nobody counts} */
    public Optional<Map<String, Integer>> calls() {
        return address()
                .flatMap(at -> send(HttpRequest.newBuilder(at.resolve("/sandbox/calls"))))
                .flatMap(Sandbox::counts);
    }

    private static Optional<Map<String, Integer>> counts(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            Map<String, Integer> counts = new TreeMap<>();
            reader.readObject().forEach((operation, count) -> counts.put(operation, Integer.valueOf(count.toString())));
            return Optional.of(counts);
        } catch (JsonException | NumberFormatException e) { // something else listens there
            return Optional.empty();
        }
    }

    /** {@return the answer; empty without one} A page must not fail for its decoration. */
    private Optional<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
