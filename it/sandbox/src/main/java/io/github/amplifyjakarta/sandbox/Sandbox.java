package io.github.amplifyjakarta.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** The stand-in's process: {@code java -jar sandbox.jar PORT S3_PORT APPLICATION_URL [POOL_ID]}. Loopback only. */
public final class Sandbox {

    private static final String POOL_ID = "eu-central-1_Sandbox01";

    private Sandbox() {}

    /** Starts the stand-in and says {@code sandbox ready} on standard output. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int s3Port = Integer.parseInt(args[1]);
        Settings settings = Settings.forOrigin(args[2], args.length > 3 ? args[3] : POOL_ID);
        UserPool pool = new UserPool(settings);
        pool.addConfirmed("alice", "alice@example.com", "Passw0rd!", "admins");
        pool.addConfirmed("bob", "bob@example.com", "Passw0rd!");
        IdentityPool identityPool = new IdentityPool(settings, pool);
        S3Server objects = new S3Server(settings, identityPool);
        objects.start(s3Port);
        Faults faults = new Faults();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        Map<String, Exchange.Handler> routes = routes(settings, pool, identityPool);
        ApiAuthorizer authorizer = new ApiAuthorizer(pool, identityPool);
        routes.put("/rest/", new RestApi(authorizer)::call);
        routes.put("/graphql", new GraphQlApi(authorizer)::call);
        routes.forEach(
                (path, handler) -> server.createContext(path, http -> faults.around(new Exchange(http), handler)));
        server.createContext("/sandbox/", http -> control(new Exchange(http), pool, identityPool, faults, objects));
        server.start();
        System.out.println("sandbox ready on http://localhost:" + port + ", S3 on http://localhost:" + s3Port);
    }

    private static Map<String, Exchange.Handler> routes(Settings settings, UserPool pool, IdentityPool identityPool) {
        ManagedLogin login = new ManagedLogin(settings, pool);
        TokenRoute tokens = new TokenRoute(settings, pool);
        Map<String, Exchange.Handler> routes = new LinkedHashMap<>();
        routes.put("/oauth2/authorize", login::authorize);
        routes.put("/signup", login::signUp);
        routes.put("/login", login::signIn);
        routes.put("/confirm", login::confirm);
        routes.put("/logout", login::logout);
        routes.put("/oauth2/token", tokens::token);
        routes.put("/oauth2/revoke", tokens::revoke);
        routes.put("/" + settings.poolId() + "/.well-known/jwks.json", exchange -> exchange.json(200, pool.keySet()));
        routes.put("/", new AwsJsonRoute(new UserPoolOperations(settings, pool).all(), identityPool.all())::call);
        return routes;
    }

    /** What tests ask of the stand-in itself. */
    private static void control(
            Exchange exchange, UserPool pool, IdentityPool identityPool, Faults faults, S3Server objects)
            throws IOException {
        switch (exchange.path()) {
            case "/sandbox/tokens" -> {
                Map<String, String> form = exchange.form();
                pool.configure(
                        Duration.ofSeconds(Long.parseLong(form.get("lifetime"))),
                        Boolean.parseBoolean(form.get("rotation")));
                exchange.json(200, "{}");
            }
            case "/sandbox/credentials" -> {
                identityPool.configure(
                        Duration.ofSeconds(Long.parseLong(exchange.form().get("lifetime"))));
                exchange.json(200, "{}");
            }
            case "/sandbox/mail" ->
                exchange.send(200, "text/plain", pool.mailed(exchange.query().getOrDefault("username", "")));
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
