package io.github.amplifyjakarta.it.fuzz;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.sun.net.httpserver.HttpServer;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** An answer of S3 of any bytes: what was asked for, or an exception of the library. */
public final class S3Reply {

    private static final Application APPLICATION = new Application();
    private static volatile byte[] body = {};
    private static volatile int status = 200;
    private static final StorageClient CLIENT = client();

    private S3Reply() {}

    private static StorageClient client() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", exchange -> {
                byte[] answer = body;
                exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            URI here = URI.create("http://localhost:" + server.getAddress().getPort());
            AuthSession session = APPLICATION
                    .runtime
                    .sessions()
                    .open(
                            io.github.amplifyjakarta.internal.cookie.RequestCookies.parse(
                                    java.util.List.of(APPLICATION.alice.cookies())),
                            changes -> {})
                    .fetchAuthSession();
            return new Storage(
                            new StorageConfig("bucket", "eu-central-1", Optional.of(here), true, Map.of()),
                            new HttpConfig(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)),
                            Clock.systemUTC())
                    .client(() -> session);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        status = data.pickValue(new int[] {200, 200, 301, 400, 403, 404});
        boolean copies = data.consumeBoolean();
        body = data.consumeRemainingAsBytes();
        try {
            if (copies) {
                CLIENT.copy(path("public/a"), path("public/b"));
            } else {
                CLIENT.list(path("public/"));
            }
        } catch (StorageException e) {
            if (e.getMessage() == null || e.getMessage().length() > 3_000) {
                throw new AssertionError("no message, or one that fills the log", e);
            }
            return;
        }
        if (status != 200) {
            throw new AssertionError("taken for a success: " + status);
        }
    }
}
