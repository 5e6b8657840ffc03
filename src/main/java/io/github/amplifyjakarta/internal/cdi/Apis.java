package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.aws.CallExecutor;
import io.github.amplifyjakarta.internal.aws.JsonText;
import io.github.amplifyjakarta.internal.graphql.AppSync;
import io.github.amplifyjakarta.internal.rest.RestApis;
import io.github.amplifyjakarta.internal.transport.ApiTransport;
import jakarta.json.bind.Jsonb;
import java.time.Clock;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The APIs of one application. */
public final class Apis implements AutoCloseable {

    private final JsonText json;
    private final RestApis rest;
    private final AppSync appSync;

    /**
     * {@return the executor of an application's calls}
     *
     * @param random a number from 0 to 1, for the length of pauses
     */
    public static CallExecutor calls(AmplifyConfig config, ApiTransport transport, Clock clock, DoubleSupplier random) {
        return new CallExecutor(
                transport,
                clock,
                random,
                config.http().connectTimeout().plus(config.http().requestTimeout()));
    }

    /** @param guest the guest session */
    public Apis(AmplifyConfig config, CallExecutor calls, Supplier<AuthSession> guest) {
        this(config, calls, guest, Optional.empty());
    }

    /**
     * @param guest the guest session
     * @param binding the application's JSON-B for bodies of REST APIs and events, which is not closed here; empty for
     * the library's own. Models always use the library's, because a binding that writes nulls would erase fields with
     * each update.
     */
    public Apis(AmplifyConfig config, CallExecutor calls, Supplier<AuthSession> guest, Optional<Jsonb> binding) {
        this.json = binding.map(JsonText::of).orElseGet(JsonText::with);
        this.rest = new RestApis(config.restApis(), calls, json, guest);
        this.appSync = new AppSync(config, calls, json, guest);
    }

    /**
     * {@return the client of a REST API}
     *
     * @param sessions supplies the session for each call
     */
    public RestApiClient rest(String name, Supplier<AuthSession> sessions) {
        return rest.client(name, sessions);
    }

    /**
     * {@return the client of the GraphQL API}
     *
     * @param sessions supplies the session for each call
     */
    public GraphQlClient graphQl(Supplier<AuthSession> sessions) {
        return appSync.graphQl(sessions);
    }

    /**
     * {@return the client of the Event API}
     *
     * @param sessions supplies the session for each call
     */
    public EventsClient events(Supplier<AuthSession> sessions) {
        return appSync.events(sessions);
    }

    @Override
    public void close() throws Exception {
        try (json;
                appSync) {
            // closes both, even when the first close fails
        }
    }
}
