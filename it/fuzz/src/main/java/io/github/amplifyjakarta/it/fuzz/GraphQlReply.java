package io.github.amplifyjakarta.it.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.GraphQlResult;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import io.github.amplifyjakarta.internal.transport.ApiRequest;
import io.github.amplifyjakarta.internal.transport.ApiTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** An answer of a GraphQL API of any bytes and status: a result, or an exception of the library. */
public final class GraphQlReply {

    private static final AmplifyConfig CONFIG = Application.read(Map.of(
            "amplify.api.graphql.endpoint", "https://api.example.com/graphql",
            "amplify.api.graphql.region", "eu-central-1",
            "amplify.api.graphql.api-key", "key",
            "amplify.api.graphql.default-auth-mode", "apiKey"));
    private static final int MOST_ATTEMPTS = 3;
    private static final Answering TRANSPORT = new Answering();
    private static final GraphQlClient CLIENT = new Apis(
                    CONFIG, Apis.calls(CONFIG, TRANSPORT, Clock.systemUTC(), () -> 0), () -> {
                        throw new IllegalStateException("nobody needs a session");
                    })
            .graphQl(() -> {
                throw new IllegalStateException("nobody needs a session");
            });

    private GraphQlReply() {}

    /** What a service says that knows one answer. */
    private static final class Answering implements ApiTransport {

        private int asked;
        private ApiReply answer = new ApiReply(200, Map.of(), new byte[0], Optional.empty());

        @Override
        public void send(ApiRequest request, CompletableFuture<ApiReply> reply) {
            asked++;
            reply.complete(answer);
        }

        @Override
        public void sendAndWait(ApiRequest request, CompletableFuture<ApiReply> reply) {
            asked++;
            reply.complete(answer);
        }

        @Override
        public CompletableFuture<Void> after(Duration delay) {
            if (delay.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new AssertionError("waits " + delay);
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int status = data.pickValue(new int[] {200, 204, 400, 401, 500, 503});
        String header = data.consumeAsciiString(50);
        TRANSPORT.asked = 0;
        TRANSPORT.answer = new ApiReply(
                status,
                Map.of("x-amzn-errortype", List.of(header), "date", List.of(header), "retry-after", List.of(header)),
                data.consumeRemainingAsBytes(),
                Optional.empty());
        try {
            GraphQlResult result = CLIENT.graphql("{ a }").send();
            result.get("a", String.class);
            result.get("a", Map.class);
        } catch (ApiException e) {
            if (e.getMessage() == null
                    || e.toString().length() > 3_000
                    || e.toString().chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))) {
                throw new AssertionError("no message, or one that fills the log", e);
            }
        }
        if (TRANSPORT.asked > MOST_ATTEMPTS) {
            throw new AssertionError("asked " + TRANSPORT.asked + " times");
        }
    }
}
