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

/** One application's APIs. */
public final class Apis implements AutoCloseable {

    private final JsonText json;
    private final RestApis rest;
    private final AppSync appSync;

    /**
     * {@return what sends the calls of an application}
     *
     * @param random from 0 to 1, for the length of pauses
     */
    public static CallExecutor calls(AmplifyConfig config, ApiTransport transport, Clock clock, DoubleSupplier random) {
        return new CallExecutor(
                transport,
                clock,
                random,
                config.http().connectTimeout().plus(config.http().requestTimeout()));
    }

    /**
     * @param guest the guest's session
     */
    public Apis(AmplifyConfig config, CallExecutor calls, Supplier<AuthSession> guest) {
        this(config, calls, guest, Optional.empty());
    }

    /**
     * @param guest the guest's session
     * @param binding the application's own JSON-B, for what REST APIs and events carry; it is not closed here; empty for the
     *     library's. Models have the library's in any case: one that writes nulls would erase fields with each update
     */
    public Apis(AmplifyConfig config, CallExecutor calls, Supplier<AuthSession> guest, Optional<Jsonb> binding) {
        this.json = binding.map(JsonText::of).orElseGet(JsonText::with);
        this.rest = new RestApis(config.restApis(), calls, json, guest);
        this.appSync = new AppSync(config, calls, json, guest);
    }

    /**
     * {@return the client of a REST API}
     *
     * @param sessions whose session it is, asked at each call
     */
    public RestApiClient rest(String name, Supplier<AuthSession> sessions) {
        return rest.client(name, sessions);
    }

    /**
     * {@return the client of the GraphQL API}
     *
     * @param sessions whose session it is, asked at each call
     */
    public GraphQlClient graphQl(Supplier<AuthSession> sessions) {
        return appSync.graphQl(sessions);
    }

    /**
     * {@return the client of the Event API}
     *
     * @param sessions whose session it is, asked at each call
     */
    public EventsClient events(Supplier<AuthSession> sessions) {
        return appSync.events(sessions);
    }

    @Override
    public void close() throws Exception {
        try (json;
                appSync) {
            // both, whatever the first one throws
        }
    }
}
