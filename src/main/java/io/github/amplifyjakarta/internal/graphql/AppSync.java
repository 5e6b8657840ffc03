package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.GraphQlConfig;
import io.github.amplifyjakarta.internal.aws.CallExecutor;
import io.github.amplifyjakarta.internal.aws.JsonText;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The GraphQL API and the Event API of one application. */
public final class AppSync implements AutoCloseable {

    private final AmplifyConfig config;
    private final CallExecutor calls;
    private final JsonText eventJson;
    private final Supplier<AuthSession> guest;

    /** JSON-B appends the zone name to dates. Such a text is not a valid AWSDateTime. */
    private final JsonText modelJson = JsonText.with(
            new DateAdapters.OfZonedDateTime(),
            new DateAdapters.OfDate(),
            new DateAdapters.OfCalendar(),
            new DateAdapters.OfGregorianCalendar());

    /** Read on first use. An unreadable schema must not affect the other APIs. */
    private volatile @Nullable Introspection schema;

    /**
     * @param eventJson writes events
     * @param guest the guest session
     */
    public AppSync(AmplifyConfig config, CallExecutor calls, JsonText eventJson, Supplier<AuthSession> guest) {
        this.config = config;
        this.calls = calls;
        this.eventJson = eventJson;
        this.guest = guest;
    }

    /**
     * Reads the schema in the configuration, to detect errors.
     *
     * @throws ApiException when it cannot be read
     */
    public static void checkSchema(AmplifyConfig config) {
        readSchema(config);
    }

    private static Optional<Introspection> readSchema(AmplifyConfig config) {
        return config.graphQl().flatMap(GraphQlConfig::modelIntrospection).map(Introspection::new);
    }

    /**
     * {@return the client of the GraphQL API}
     *
     * @param sessions supplies the session for each call
     */
    public GraphQlClient graphQl(Supplier<AuthSession> sessions) {
        return new AppSyncClient(this, AppSyncSettings.of(config.graphQl()), sessions);
    }

    /**
     * {@return the client of the Event API}
     *
     * @param sessions supplies the session for each call
     */
    public EventsClient events(Supplier<AuthSession> sessions) {
        return new AppSyncEventsClient(this, AppSyncSettings.ofEvents(config.events()), sessions);
    }

    Introspection schema() {
        Introspection found = schema;
        if (found == null) {
            found = readSchema(config).orElseThrow(AppSync::noSchema);
            schema = found;
        }
        return found;
    }

    private static ApiException noSchema() {
        return new ApiException(
                Reason.NOT_CONFIGURED,
                new AmplifyException.Details(
                        "NoModels",
                        "There is no data.model_introspection in the configuration, which describes models and custom"
                                + " operations.",
                        "Use the amplify_outputs.json of a back end with data, or graphql(…) with a document."),
                null);
    }

    CallExecutor calls() {
        return calls;
    }

    JsonText modelJson() {
        return modelJson;
    }

    JsonText eventJson() {
        return eventJson;
    }

    Supplier<AuthSession> guest() {
        return guest;
    }

    @Override
    public void close() throws Exception {
        modelJson.close();
    }
}
