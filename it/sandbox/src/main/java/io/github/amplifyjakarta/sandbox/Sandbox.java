package io.github.amplifyjakarta.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/** The stand-in's process: {@code java -jar sandbox.jar PORT APPLICATION_ORIGIN}. Loopback only. */
public final class Sandbox {

    private Sandbox() {}

    /** Starts the stand-in and says {@code sandbox ready} on standard output. */
    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        Settings settings = Settings.forOrigin(args[1]);
        UserPool pool = new UserPool(settings);
        pool.addConfirmed("alice", "alice@example.com", "Passw0rd!", "admins");
        pool.addConfirmed("bob", "bob@example.com", "Passw0rd!");
        Faults faults = new Faults();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        ManagedLogin login = new ManagedLogin(settings, pool);
        Map<String, Exchange.Handler> routes = Map.of(
                "/oauth2/authorize",
                login::authorize,
                "/signup",
                login::signUp,
                "/login",
                login::signIn,
                "/confirm",
                login::confirm,
                "/logout",
                login::logout,
                "/oauth2/token",
                new TokenRoute(settings, pool)::token,
                "/oauth2/revoke",
                new TokenRoute(settings, pool)::revoke,
                "/" + settings.poolId() + "/.well-known/jwks.json",
                exchange -> exchange.json(200, pool.keySet()),
                "/",
                new AwsJsonRoutes(settings, pool)::call);
        routes.forEach(
                (path, handler) -> server.createContext(path, http -> faults.around(new Exchange(http), handler)));
        server.createContext("/sandbox/", http -> faults.control(new Exchange(http)));
        server.createContext("/sandbox/tokens", http -> {
            Exchange exchange = new Exchange(http);
            Map<String, String> form = exchange.form();
            pool.configure(
                    Duration.ofSeconds(Long.parseLong(form.get("lifetime"))),
                    Boolean.parseBoolean(form.get("rotation")));
            exchange.json(200, "{}");
        });
        server.start();
        System.out.println("sandbox ready on http://localhost:" + port);
    }
}
