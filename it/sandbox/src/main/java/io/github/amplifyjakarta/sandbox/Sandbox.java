package io.github.amplifyjakarta.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A local sandbox for the AWS that an Amplify application has: a user pool with Managed Login, an identity pool, S3, REST
 * and GraphQL. It listens on loopback only, keeps everything in memory, and refuses what AWS refuses. For tests:
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start(URI.create("http://localhost:8080/orders"))) {
 *     // start the application's server with sandbox.configuration() as system properties, then ask it as alice
 *     HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:8080/orders/account"))
 *             .header("Cookie", sandbox.signIn("alice").cookies())
 *             .build();
 * }
 * }</pre>
 *
 * <p>As a process it is {@code java -jar sandbox.jar --help}. The users {@code alice} (in the group {@code admins}) and {@code
 * bob} are there, with the password {@code Passw0rd!}.
 */
public final class Sandbox implements AutoCloseable {

    /** The standard attributes that are texts, without those that every user of the sandbox has. */
    private static final List<String> ATTRIBUTES = List.of(
            "address",
            "birthdate",
            "family_name",
            "gender",
            "given_name",
            "locale",
            "middle_name",
            "name",
            "nickname",
            "phone_number",
            "picture",
            "preferred_username",
            "profile",
            "website",
            "zoneinfo");

    private static final String SCOPES = "openid email profile aws.cognito.signin.user.admin";

    static {
        // the JDK's server sends headers and body apart; without this the body waits 40 ms for the client's ACK (Nagle)
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    private final Settings settings;
    private final URI application;
    private final UserPool pool;
    private final S3Server objects;
    private final int s3Port;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * A user who is signed in. Its text has no token.
     *
     * @param username the user name
     * @param clientId the app client
     * @param accessToken the access token, good as long as {@link #tokensLive} says
     * @param idToken the ID token, good as long
     * @param refreshToken the refresh token
     */
    public record SignedIn(String username, String clientId, String accessToken, String idToken, String refreshToken) {

        /** {@return the header {@code Cookie} of a browser with this session} */
        public String cookies() {
            String prefix = "CognitoIdentityServiceProvider." + clientId + ".";
            String name = URLEncoder.encode(username, UTF_8).replace("+", "%20");
            return prefix + "LastAuthUser=" + name + "; " + prefix + name + ".accessToken=" + accessToken + "; "
                    + prefix + name + ".idToken=" + idToken + "; " + prefix + name + ".refreshToken=" + refreshToken;
        }

        @Override
        public String toString() {
            return "SignedIn[" + username + "]";
        }
    }

    Sandbox(Options options) throws IOException {
        application = options.applications().get(0);
        settings = Settings.of(options.applications(), options.backEnd());
        pool = new UserPool(settings);
        Stream.concat(SandboxUser.STANDARD.stream(), options.users().stream())
                .forEach(user ->
                        addUser(user.name(), user.password(), user.groups().toArray(String[]::new)));
        IdentityPool identityPool = new IdentityPool(settings, pool);
        Faults faults = new Faults();
        objects = new S3Server(settings.backEnd().buckets(), options.objects(), identityPool, faults);
        s3Port = objects.start(options.s3Port());
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
        } catch (IOException e) {
            objects.stop();
            throw e instanceof BindException taken ? new TakenPortException(Flag.PORT, options.port(), taken) : e;
        }
        server.setExecutor(threads);
        Map<String, Exchange.Handler> routes = routes(settings, pool, identityPool);
        ApiAuthorizer authorizer = new ApiAuthorizer(settings.backEnd().region(), pool, identityPool);
        routes.put("/rest/", new RestApi(authorizer)::call);
        routes.put("/graphql", new GraphQlApi(authorizer)::call);
        EventsApi events = new EventsApi(authorizer);
        routes.put("/event", events::call);
        routes.forEach(
                (path, handler) -> server.createContext(path, http -> faults.around(new Exchange(http), handler)));
        server.createContext("/sandbox/", http -> control(new Exchange(http), pool, identityPool, faults, objects));
        server.createContext("/sandbox/events", http -> new Exchange(http).send(200, "text/plain", events.published()));
        server.start();
    }

    /**
     * Starts the sandbox on free ports.
     *
     * @param application where the application answers, its context root included: Managed Login sends nobody elsewhere
     * @return the sandbox, listening; close it
     * @throws IOException when it cannot listen
     */
    public static Sandbox start(URI application) throws IOException {
        return new Sandbox(Options.of(application, BackEnd.STANDARD));
    }

    /**
     * Starts the sandbox on free ports, for an application with an Amplify file: the user pool, its app client, the identity
     * pool and the buckets are those of the file, and its APIs lead to the sandbox.
     *
     * @param application where the application answers, its context root included
     * @param amplifyFile {@code amplify_outputs.json} or {@code amplifyconfiguration.json}
     * @return the sandbox, listening; close it
     * @throws IOException when it cannot listen
     * @throws IllegalArgumentException when that is no such file
     */
    public static Sandbox start(URI application, Path amplifyFile) throws IOException {
        try {
            return new Sandbox(
                    Options.of(application, AmplifyFile.read(amplifyFile).over(BackEnd.STANDARD)));
        } catch (UsageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** {@return where it listens} */
    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** {@return where its S3 listens} */
    URI s3() {
        return URI.create("http://localhost:" + s3Port);
    }

    /** {@return where Managed Login answers} Another site than the application, as in production: SameSite cookies show here what they do there. */
    URI managedLogin() {
        return URI.create("http://127.0.0.1:" + uri().getPort());
    }

    /** {@return the MicroProfile Config properties of an application that takes it for AWS} */
    public Map<String, String> configuration() {
        BackEnd backEnd = settings.backEnd();
        Map<String, String> properties = new LinkedHashMap<>();
        URI root = application.resolve("/");
        properties.put("amplify.app.origin", root.getScheme() + "://" + root.getRawAuthority());
        properties.put("amplify.auth.user-pool-id", settings.poolId());
        properties.put("amplify.auth.user-pool-client-id", backEnd.clientId());
        properties.put("amplify.auth.identity-pool-id", settings.identityPoolId());
        properties.put("amplify.auth.user-pool-endpoint", uri() + "/");
        properties.put("amplify.auth.identity-pool-endpoint", uri() + "/");
        properties.put("amplify.auth.jwks-url", uri() + "/" + settings.poolId() + "/.well-known/jwks.json");
        properties.put("amplify.auth.oauth.domain", "sandbox.auth." + backEnd.region() + ".amazoncognito.com");
        properties.put("amplify.auth.oauth.endpoint", managedLogin().toString());
        properties.put("amplify.auth.oauth.scopes", SCOPES.replace(' ', ','));
        properties.put("amplify.auth.oauth.redirect-sign-in", application + "/api/auth/sign-in-callback");
        properties.put("amplify.auth.oauth.redirect-sign-out", application + "/api/auth/sign-out-callback");
        properties.put("amplify.storage.bucket", backEnd.buckets().get(0));
        properties.put("amplify.storage.region", backEnd.region());
        properties.put("amplify.storage.endpoint", s3().toString());
        properties.put("amplify.storage.path-style", "true");
        properties.put("amplify.api.graphql.endpoint", uri() + "/graphql");
        properties.put("amplify.api.graphql.region", backEnd.region());
        properties.put("amplify.api.graphql.api-key", ApiAuthorizer.API_KEY);
        properties.put("amplify.api.events.endpoint", uri() + "/event");
        properties.put("amplify.api.events.region", backEnd.region());
        properties.put("amplify.api.events.api-key", ApiAuthorizer.API_KEY);
        backEnd.restApis().forEach(name -> {
            properties.put("amplify.api.rest.\"" + name + "\".endpoint", uri() + "/rest");
            properties.put("amplify.api.rest.\"" + name + "\".region", backEnd.region());
        });
        return properties;
    }

    /**
     * Adds a user whose e-mail address is confirmed; one of that name takes the place of the one before.
     *
     * @param groups the Cognito groups it is in
     */
    public void addUser(String username, String password, String... groups) {
        pool.addConfirmed(username, password, groups);
    }

    /**
     * Gives a user an attribute, as {@code fetchUserAttributes} returns it. ID tokens that are issued from now on have it as a
     * claim.
     *
     * @param username one of {@link #addUser}, or {@code alice} or {@code bob}
     * @param name as Cognito names it: {@code custom:} and a name, or one of {@code address}, {@code given_name},
     *     {@code birthdate}, {@code family_name}, {@code gender}, {@code locale}, {@code middle_name}, {@code name},
     *     {@code nickname}, {@code phone_number}, {@code picture}, {@code preferred_username}, {@code profile},
     *     {@code website}, {@code zoneinfo}
     * @param value the value; texts alone
     * @throws IllegalArgumentException when there is no such user, or a user has no such attribute that can be put
     */
    public void putAttribute(String username, String name, String value) {
        require(username);
        if (!name.startsWith("custom:") && !ATTRIBUTES.contains(name)) {
            throw new IllegalArgumentException(
                    "the attribute is " + name + ", expected custom:… or one of " + ATTRIBUTES);
        }
        pool.putAttribute(username, name, value);
    }

    /**
     * Says what a user has to do after the password when the application has its own sign-in form. {@link #mail} has the
     * codes.
     *
     * @param username one of {@link #addUser}, or {@code alice} or {@code bob}
     * @param challenge by Cognito's names: {@code SMS_MFA}, {@code EMAIL_OTP}, {@code SOFTWARE_TOKEN_MFA}, {@code
     *     SELECT_MFA_TYPE}, {@code NEW_PASSWORD_REQUIRED}, {@code MFA_SETUP} (an authenticator app), {@code
     *     MFA_SETUP_CHOICE} (an authenticator app or e-mail), {@code CUSTOM_CHALLENGE} (6 times 7, then 6 times 9) or
     *     {@code RESET_REQUIRED}
     * @throws IllegalArgumentException when there is no such user, or no such challenge
     */
    public void requireChallenge(String username, String challenge) {
        require(username);
        pool.requireChallenge(
                username,
                ChallengeKind.of(challenge)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the challenge is " + challenge + ", expected one of " + ChallengeKind.names())));
    }

    /** {@return the code that a user would have by mail, by text message or in an app; empty without one} */
    public String mail(String username) {
        return pool.mailed(username);
    }

    /**
     * Sets how long tokens live that are issued from now on, those of renewals too. A time that is not positive makes
     * tokens that have expired:
     *
     * <pre>{@code
     * sandbox.tokensLive(Duration.ofMinutes(-1));
     * Sandbox.SignedIn expired = sandbox.signIn("alice");
     * sandbox.tokensLive(Duration.ofHours(1)); // or the renewal expires as well
     * }</pre>
     *
     * @param lifetime from their issue; an hour, until this is called
     */
    public void tokensLive(Duration lifetime) {
        pool.configure(lifetime);
    }

    /**
     * Signs with a new key from now on, as Cognito does now and then. The keys before it stay in the key set: tokens that they
     * signed stay good.
     */
    public void rotateKeys() {
        pool.rotateKeys();
    }

    private void require(String username) {
        if (pool.user(username).isEmpty()) {
            throw new IllegalArgumentException("there is no user " + username + ", expected one of addUser");
        }
    }

    /**
     * {@return a new session of a user}
     *
     * @throws IllegalArgumentException when there is no such user
     */
    public SignedIn signIn(String username) {
        require(username);
        String client = settings.backEnd().clientId();
        UserPool.Tokens tokens = pool.issue(username, client, SCOPES);
        return new SignedIn(
                username, client, tokens.access(), tokens.id(), tokens.refresh().orElseThrow());
    }

    /** Stops listening, and forgets everything. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        objects.stop();
    }

    private static Map<String, Exchange.Handler> routes(Settings settings, UserPool pool, IdentityPool identityPool) {
        ManagedLogin login = new ManagedLogin(settings, pool);
        TokenRoute tokens = new TokenRoute(settings, pool);
        Map<String, Exchange.Handler> routes = new LinkedHashMap<>();
        routes.put("/oauth2/authorize", login::authorize);
        routes.put("/signup", login::signUp);
        routes.put("/login", login::signIn);
        routes.put("/confirm", login::confirm);
        routes.put("/forgotPassword", login::forgotPassword);
        routes.put("/confirmForgotPassword", login::confirmForgotPassword);
        routes.put("/logout", login::logout);
        routes.put("/oauth2/token", tokens::token);
        routes.put("/oauth2/revoke", tokens::revoke);
        routes.put("/" + settings.poolId() + "/.well-known/jwks.json", exchange -> exchange.json(200, pool.keySet()));
        routes.put(
                "/" + settings.poolId() + "/.well-known/openid-configuration",
                exchange -> exchange.json(200, discovery(settings, exchange)));
        routes.put("/", new AwsJsonRoute(new UserPoolOperations(settings, pool).all(), identityPool.all())::call);
        return routes;
    }

    /**
     * OpenID Connect Discovery 1.0, section 3, with what Cognito's document has. The issuer is Cognito's, the addresses are
     * the sandbox's.
     */
    private static String discovery(Settings settings, Exchange exchange) {
        String here = "http://" + exchange.header("Host").orElse("localhost");
        return JsonProcessing.JSON
                .createObjectBuilder()
                .add("authorization_endpoint", here + "/oauth2/authorize")
                .add("end_session_endpoint", here + "/logout")
                .add("id_token_signing_alg_values_supported", list("RS256"))
                .add("issuer", settings.issuer())
                .add("jwks_uri", here + "/" + settings.poolId() + "/.well-known/jwks.json")
                .add("response_types_supported", list("code"))
                .add("revocation_endpoint", here + "/oauth2/revoke")
                .add("scopes_supported", list("openid", "email", "phone", "profile"))
                .add("subject_types_supported", list("public"))
                .add("token_endpoint", here + "/oauth2/token")
                .add("token_endpoint_auth_methods_supported", list("client_secret_basic", "client_secret_post"))
                .build()
                .toString();
    }

    private static JsonArrayBuilder list(String... texts) {
        return JsonProcessing.JSON.createArrayBuilder(List.of(texts));
    }

    /** What tests ask of the sandbox itself. */
    private static void control(
            Exchange exchange, UserPool pool, IdentityPool identityPool, Faults faults, S3Server objects)
            throws IOException {
        switch (exchange.path()) {
            case "/sandbox/tokens" -> {
                Map<String, String> form = exchange.form();
                pool.configure(
                        Duration.ofSeconds(Long.parseLong(form.get("lifetime"))),
                        Boolean.parseBoolean(form.get("rotation")),
                        Optional.ofNullable(form.get("grace"))
                                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                                .orElse(UserPool.GRACE));
                exchange.json(200, "{}");
            }
            case "/sandbox/clock" -> {
                pool.moveClock(Duration.ofSeconds(Long.parseLong(exchange.form().get("ahead"))));
                exchange.json(200, "{}");
            }
            case "/sandbox/keys" -> {
                pool.rotateKeys();
                exchange.json(200, "{}");
            }
            case "/sandbox/users" -> {
                Map<String, String> form = exchange.form();
                String username = form.get("username");
                pool.addConfirmed(username, form.get("password"));
                ChallengeKind.of(form.getOrDefault("challenge", ""))
                        .ifPresent(kind -> pool.requireChallenge(username, kind));
                exchange.json(200, "{}");
            }
            case "/sandbox/credentials" -> {
                identityPool.configure(
                        Duration.ofSeconds(Long.parseLong(exchange.form().get("lifetime"))));
                exchange.json(200, "{}");
            }
            case "/sandbox/mail" -> {
                Optional<String> username = Optional.ofNullable(exchange.query().get("username"));
                if (username.isPresent()) {
                    exchange.send(200, "text/plain", pool.mailed(username.get()));
                } else {
                    exchange.html(200, Pages.mail(pool.mailbox()));
                }
            }
            case "/sandbox/faults" -> {
                faults.set(exchange.form().get("path"), exchange.form().get("kind"));
                exchange.json(200, "{}");
            }
            case "/sandbox/uploads" -> exchange.send(200, "text/plain", objects.unfinishedUploads());
            case "/sandbox/calls" -> exchange.json(200, faults.calls());
            default -> exchange.send(404, "text/plain", "");
        }
    }
}
