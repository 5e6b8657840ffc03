package io.github.amplifyjakarta.it.clients;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.storage.StorageClient;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The library as in an application, with the sandbox as its AWS. */
final class LibraryUser implements AutoCloseable {

    private final URI aws;
    private final AmplifyConfig config;
    private final JdkHttpTransport transport;
    private final AmplifyRuntime runtime;
    private final Storage storage;
    private final Apis api;

    LibraryUser(URI aws, URI s3) {
        this(aws, s3, aws.resolve("/"));
    }

    /**
     * @param apis the base URI of {@code /rest} and {@code /graphql}
     */
    LibraryUser(URI aws, URI s3, URI apis) {
        this(aws, s3, apis, "../demo/src/main/resources/amplify_outputs.json");
    }

    /**
     * @param apis the base URI of {@code /rest}, {@code /graphql} and {@code /event}
     * @param file the Amplify file, which describes the models
     */
    LibraryUser(URI aws, URI s3, URI apis, String file) {
        this(aws, configuration(aws, s3, apis, file));
    }

    /**
     * @param properties the whole configuration
     */
    LibraryUser(URI aws, Map<String, String> properties) {
        this.aws = aws;
        this.config = read(properties);
        this.transport = new JdkHttpTransport(config.http());
        this.runtime = AmplifyRuntime.of(config, transport, Clock.systemUTC(), event -> {});
        this.storage = new Storage(config.storage().orElseThrow(), config.http(), Clock.systemUTC());
        this.api = new Apis(
                config,
                Apis.calls(config, transport, Clock.systemUTC(), Math::random),
                () -> runtime.sessions().guest().fetchAuthSession());
    }

    static AmplifyConfig read(Map<String, String> properties) {
        return ConfigReader.read(
                        new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(properties, "test", 100))
                                .build(),
                        LibraryUser.class.getClassLoader())
                .orElseThrow();
    }

    private static Map<String, String> configuration(URI aws, URI s3, URI apis, String file) {
        return Map.ofEntries(
                Map.entry("amplify.auth.user-pool-id", SandboxProcess.POOL),
                Map.entry("amplify.auth.user-pool-client-id", SandboxProcess.CLIENT),
                Map.entry("amplify.auth.identity-pool-id", SandboxProcess.IDENTITY_POOL),
                Map.entry("amplify.auth.allow-guest-access", "true"),
                Map.entry("amplify.auth.user-pool-endpoint", aws.toString()),
                Map.entry("amplify.auth.identity-pool-endpoint", aws.toString()),
                Map.entry(
                        "amplify.auth.jwks-url",
                        aws.resolve("/" + SandboxProcess.POOL + "/.well-known/jwks.json") + ""),
                Map.entry("amplify.storage.bucket", SandboxProcess.BUCKET),
                Map.entry("amplify.storage.region", "eu-central-1"),
                Map.entry("amplify.storage.endpoint", s3.toString().replaceFirst("/$", "")),
                Map.entry("amplify.storage.path-style", "true"),
                Map.entry("amplify.config.file", file),
                Map.entry("amplify.api.rest.\"greetings\".region", "eu-central-1"),
                Map.entry("amplify.api.events.endpoint", apis.resolve("/event").toString()),
                Map.entry("amplify.api.events.region", "eu-central-1"),
                Map.entry(
                        "amplify.api.rest.\"greetings\".endpoint",
                        apis.resolve("/rest").toString()),
                Map.entry(
                        "amplify.api.graphql.endpoint", apis.resolve("/graphql").toString()));
    }

    AmplifyServerContext signIn(String username) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(aws)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth")
                .POST(HttpRequest.BodyPublishers.ofString(Json.createObjectBuilder()
                        .add("ClientId", SandboxProcess.CLIENT)
                        .add("AuthFlow", "USER_PASSWORD_AUTH")
                        .add(
                                "AuthParameters",
                                Json.createObjectBuilder()
                                        .add("USERNAME", username)
                                        .add("PASSWORD", "Passw0rd!"))
                        .build()
                        .toString()))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            JsonObject tokens = reader.readObject().getJsonObject("AuthenticationResult");
            String prefix = "CognitoIdentityServiceProvider." + SandboxProcess.CLIENT + ".";
            return sessionOf(prefix + "LastAuthUser=" + username + "; " + prefix + username + ".accessToken="
                    + tokens.getString("AccessToken") + "; " + prefix + username + ".idToken="
                    + tokens.getString("IdToken"));
        }
    }

    /** {@return the session of a browser with these cookies} */
    AmplifyServerContext sessionOf(String cookies) {
        return runtime.sessions().open(RequestCookies.parse(List.of(cookies)), changes -> {});
    }

    StorageClient storageOf(AmplifyServerContext context) {
        return storage.client(context::fetchAuthSession);
    }

    StorageClient storageOf(String username) throws IOException, InterruptedException {
        return storageOf(signIn(username));
    }

    RestApiClient restOf(AmplifyServerContext context) {
        return api.rest("greetings", context::fetchAuthSession);
    }

    GraphQlClient graphQlOf(AmplifyServerContext context) {
        return api.graphQl(context::fetchAuthSession);
    }

    EventsClient eventsOf(AmplifyServerContext context) {
        return api.events(context::fetchAuthSession);
    }

    String accessTokenOf(String username) throws IOException, InterruptedException {
        return signIn(username)
                .fetchAuthSession()
                .tokens()
                .orElseThrow()
                .accessToken()
                .token();
    }

    StorageClient storageOfGuest() {
        return storageOf(runtime.sessions().guest());
    }

    @Override
    public void close() {
        storage.close();
        try {
            api.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        transport.close();
    }
}
