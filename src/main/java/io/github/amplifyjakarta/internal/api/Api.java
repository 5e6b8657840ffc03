package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.GraphQlConfig;
import io.github.amplifyjakarta.config.RestApiConfig;
import io.github.amplifyjakarta.internal.http.ApiDoor;
import jakarta.json.bind.Jsonb;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One application's APIs. */
public final class Api implements AutoCloseable {

    private static final int MOST_SKEWS = 1000;

    private final AmplifyConfig config;
    private final ApiDoor door;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Supplier<AuthSession> guest;
    private final JsonText json;
    private final JsonText graphQlJson;

    /** Read when somebody asks for it: one that cannot be read is no matter of the REST APIs. */
    private volatile @Nullable Introspection schema;

    /** How far the clock of a host is ahead of this server's, as it has said last. */
    private final Map<String, Duration> skews = new ConcurrentHashMap<>();

    /**
     * @param random from 0 to 1, for the length of pauses
     * @param guest the guest's session
     */
    public Api(AmplifyConfig config, ApiDoor door, Clock clock, DoubleSupplier random, Supplier<AuthSession> guest) {
        this(config, door, clock, random, guest, Optional.empty());
    }

    /**
     * @param random from 0 to 1, for the length of pauses
     * @param guest the guest's session
     * @param binding the application's own JSON-B, for what REST APIs and events carry; it is not closed here; empty for the
     *     library's. Models have the library's in any case: one that writes nulls would erase fields with each update
     */
    public Api(
            AmplifyConfig config,
            ApiDoor door,
            Clock clock,
            DoubleSupplier random,
            Supplier<AuthSession> guest,
            Optional<Jsonb> binding) {
        this.config = config;
        this.door = door;
        this.clock = clock;
        this.random = random;
        this.guest = guest;
        this.json = binding.map(JsonText::of).orElseGet(JsonText::plain);
        this.graphQlJson = JsonText.withoutZoneNames();
    }

    /**
     * Reads what the configuration says about the schema, for the error that it may be.
     *
     * @throws io.github.amplifyjakarta.api.ApiException when it cannot be read
     */
    public static void checkSchema(AmplifyConfig config) {
        readSchema(config);
    }

    private static Optional<Introspection> readSchema(AmplifyConfig config) {
        return config.graphQl().flatMap(GraphQlConfig::modelIntrospection).map(Introspection::new);
    }

    /**
     * {@return the client of a REST API}
     *
     * @param sessions whose session it is, asked at each call
     */
    public RestApiClient rest(String name, Supplier<AuthSession> sessions) {
        Map<String, RestApiConfig> apis = config.restApis();
        RestApiConfig found = apis.get(name);
        if (found == null) {
            throw ApiErrors.withoutAnswer(
                    Reason.NOT_CONFIGURED,
                    "InvalidApiName",
                    "API name is invalid: there is no \"" + name + "\" in the configuration; there are "
                            + new TreeSet<>(apis.keySet()) + ".",
                    "Check if the API name matches the one in your configuration.",
                    null);
        }
        return new SessionRest(this, RestSettings.of(found), sessions);
    }

    /**
     * {@return the client of the GraphQL API}
     *
     * @param sessions whose session it is, asked at each call
     */
    public GraphQlClient graphQl(Supplier<AuthSession> sessions) {
        return new SessionGraphQl(this, AppSyncSettings.of(config.graphQl()), sessions);
    }

    /**
     * {@return the client of the Event API}
     *
     * @param sessions whose session it is, asked at each call
     */
    public EventsClient events(Supplier<AuthSession> sessions) {
        return new SessionEvents(this, AppSyncSettings.ofEvents(config.events()), sessions);
    }

    Introspection schema() {
        Introspection found = schema;
        if (found == null) {
            found = readSchema(config).orElseThrow(Api::noSchema);
            schema = found;
        }
        return found;
    }

    private static ApiException noSchema() {
        return ApiErrors.withoutAnswer(
                Reason.NOT_CONFIGURED,
                "NoModels",
                "There is no data.model_introspection in the configuration, which describes models and custom"
                        + " operations.",
                "Use the amplify_outputs.json of a back end with data, or graphql(…) with a document.",
                null);
    }

    ApiDoor door() {
        return door;
    }

    Clock clock() {
        return clock;
    }

    double random() {
        return random.getAsDouble();
    }

    Supplier<AuthSession> guest() {
        return guest;
    }

    JsonText json() {
        return json;
    }

    JsonText graphQlJson() {
        return graphQlJson;
    }

    /** {@return how long one attempt may take} */
    Duration attemptLimit() {
        return config.http().connectTimeout().plus(config.http().readTimeout());
    }

    Duration skew(URI uri) {
        return skews.getOrDefault(uri.getAuthority(), Duration.ZERO);
    }

    void setServiceTime(URI uri, Instant time) {
        if (skews.size() < MOST_SKEWS
                || skews.containsKey(uri.getAuthority())) { // there are as many hosts as the application has APIs
            skews.put(uri.getAuthority(), Duration.between(clock.instant(), time));
        }
    }

    @Override
    public void close() throws Exception {
        try (json;
                graphQlJson) {
            // both, whatever the first one throws
        }
    }
}
