package io.github.amplifyjakarta.internal.cdi;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.internal.cdi.FaultyApplication.Fault;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.routes.RouteClient;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.testing.FixedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page gets when something outside fails: every fault of every service, as docs/faults.md has it. */
class FaultTableTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAST = Duration.ofHours(-1);
    private static final Path PAGE = Path.of("docs/faults.md");

    /** What is done, and what comes of it. */
    private interface Operation {
        String run(FaultyApplication application) throws Exception;
    }

    private static String outcome(FaultyApplication application, RequestSession session) {
        Outcome outcome = session.outcome();
        String what = outcome instanceof Outcome.SignedIn
                ? "signed in"
                : outcome instanceof Outcome.Unknown ? "503, could not check" : "not signed in";
        return what + ", " + application.cookies();
    }

    private static String page(ShortCircuitResponse response, RouteClient browser) {
        String error = response.location()
                .filter(location -> location.contains("error="))
                .map(location -> ", " + location.replaceFirst(".*[?&](error=[^&]*).*", "$1"))
                .orElse("");
        boolean session = browser.jar.keySet().stream().anyMatch(name -> name.endsWith(".accessToken"));
        return response.status() + error + (session ? ", signed in" : ", no session");
    }

    private static String callback(FaultyApplication application) {
        RouteClient browser = new RouteClient(application.runtime);
        String location = browser.send("GET", "/api/auth/sign-in", null, Map.of())
                .location()
                .orElseThrow();
        String state = location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
        return page(browser.send("GET", "/api/auth/sign-in-callback", "code=c&state=" + state, Map.of()), browser);
    }

    private static String signOut(FaultyApplication application) {
        RouteClient browser = new RouteClient(application.runtime);
        browser.take(application.pool.header("alice", HOUR, "rt-1"));
        browser.send("GET", "/api/auth/sign-out", null, Map.of("sec-fetch-site", "same-origin"));
        browser.send("GET", "/api/auth/sign-out-callback", null, Map.of()); // a page that comes back with the cookies
        return page(browser.send("GET", "/api/auth/sign-out-callback", null, Map.of()), browser);
    }

    private static String failure(Callable<?> call) throws Exception {
        try {
            call.call();
            return "succeeds";
        } catch (AmplifyException e) {
            return e.code();
        } catch (IOException e) {
            return "IOException of the stream";
        }
    }

    private static String credentials(FaultyApplication application) throws Exception {
        return failure(() -> application.session(HOUR).fetchAuthSession().credentials()) + ", " + application.cookies();
    }

    private static String forcedRenewal(FaultyApplication application) throws Exception {
        RequestSession session = application.session(HOUR);
        return failure(() -> session.fetchAuthSession(true)) + ", then " + outcome(application, session);
    }

    private static final Map<String, Map.Entry<String, Operation>> OPERATIONS = new LinkedHashMap<>();

    static {
        OPERATIONS.put(
                "first request: key set",
                Map.entry("jwks.json", application -> outcome(application, application.session(HOUR))));
        OPERATIONS.put(
                "later request: key set",
                Map.entry(
                        "jwks.json",
                        application -> outcome(
                                application, application.afterAGoodStart().session(HOUR))));
        OPERATIONS.put(
                "renewal: GetTokensFromRefreshToken",
                Map.entry("GetTokensFromRefreshToken", application -> outcome(application, application.session(PAST))));
        OPERATIONS.put(
                "renewal that the page asks for, session still good: GetTokensFromRefreshToken",
                Map.entry("GetTokensFromRefreshToken", FaultTableTest::forcedRenewal));
        OPERATIONS.put("sign-in callback: token endpoint", Map.entry("token", FaultTableTest::callback));
        OPERATIONS.put("sign-in callback: key set", Map.entry("jwks.json", FaultTableTest::callback));
        OPERATIONS.put("sign-out: revocation", Map.entry("revoke", FaultTableTest::signOut));
        OPERATIONS.put("AWS credentials: GetId", Map.entry("GetId", FaultTableTest::credentials));
        OPERATIONS.put(
                "AWS credentials: GetCredentialsForIdentity",
                Map.entry("GetCredentialsForIdentity", FaultTableTest::credentials));
        OPERATIONS.put(
                "fetchUserAttributes: GetUser",
                Map.entry(
                        "GetUser",
                        application -> failure(() -> application.session(HOUR).fetchUserAttributes()) + ", "
                                + application.cookies()));
        OPERATIONS.put(
                "downloadData: S3",
                Map.entry(
                        "a",
                        application -> failure(() -> application
                                .storage
                                .client(FixedSession::new)
                                .downloadData(path("public/a"))
                                .body()
                                .readAllBytes())));
        OPERATIONS.put(
                "uploadData: S3",
                Map.entry(
                        "a",
                        application -> failure(() -> application
                                .storage
                                .client(FixedSession::new)
                                .uploadData(path("public/a"), UploadData.of("hello".getBytes(UTF_8))))));
        OPERATIONS.put(
                "uploadData in parts: S3",
                Map.entry(
                        "a",
                        application -> failure(() -> application
                                .storage
                                .client(FixedSession::new)
                                .uploadData(path("public/a"), UploadData.of(new byte[FaultyApplication.IN_PARTS])))));
        OPERATIONS.put(
                "list: S3",
                Map.entry(
                        "bucket",
                        application -> failure(() ->
                                application.storage.client(FixedSession::new).list(path("public/")))));
        OPERATIONS.put(
                "copy: S3",
                Map.entry(
                        "b",
                        application -> failure(() -> application
                                .storage
                                .client(FixedSession::new)
                                .copy(path("public/a"), path("public/b")))));
        OPERATIONS.put(
                "getProperties: S3",
                Map.entry(
                        "a",
                        application -> failure(() ->
                                application.storage.client(FixedSession::new).getProperties(path("public/a")))));
        OPERATIONS.put(
                "remove: S3",
                Map.entry(
                        "a",
                        application -> failure(() ->
                                application.storage.client(FixedSession::new).remove(path("public/a")))));
        OPERATIONS.put(
                "REST GET",
                Map.entry(
                        "rest",
                        application -> failure(() -> application
                                .api
                                .rest("api", FixedSession::new)
                                .get("/rest")
                                .authMode(RestAuthMode.NONE)
                                .send()
                                .json(Map.class))));
        OPERATIONS.put(
                "REST POST",
                Map.entry(
                        "rest",
                        application -> failure(() -> application
                                .api
                                .rest("api", FixedSession::new)
                                .post("/rest")
                                .authMode(RestAuthMode.NONE)
                                .body(Map.of("b", 1))
                                .send()
                                .json(Map.class))));
        OPERATIONS.put(
                "GraphQL query",
                Map.entry(
                        "graphql",
                        application -> failure(() -> application
                                .api
                                .graphQl(FixedSession::new)
                                .graphql("{ a }")
                                .send())));
        OPERATIONS.put(
                "GraphQL mutation",
                Map.entry(
                        "graphql",
                        application -> failure(() -> application
                                .api
                                .graphQl(FixedSession::new)
                                .graphql("mutation { a }")
                                .send())));
    }

    @Test
    void handlesEveryFaultAsDocumented() throws Exception {
        StringBuilder table = new StringBuilder("| operation | ");
        table.append(Stream.of(Fault.values()).map(fault -> fault.title).collect(Collectors.joining(" | ")));
        table.append(" |\n|---").append("|---".repeat(Fault.values().length)).append("|\n");
        ExecutorService threads = Executors.newFixedThreadPool(6); // most of it is waiting
        List<Future<String>> rows = new ArrayList<>();
        OPERATIONS.forEach((name, operation) -> rows.add(threads.submit(() -> row(name, operation))));
        for (Future<String> row : rows) {
            table.append(row.get());
        }
        threads.shutdown();
        String documented = Files.readString(PAGE);
        int start = documented.indexOf("| operation | ");
        assertEquals(documented.substring(start, documented.indexOf("\n\n", start) + 1), table.toString());
    }

    private static String row(String name, Map.Entry<String, Operation> operation) throws Exception {
        StringBuilder row = new StringBuilder("| ").append(name);
        for (Fault fault : Fault.values()) {
            try (FaultyApplication application = new FaultyApplication(operation.getKey(), fault)) {
                String result = operation.getValue().run(application);
                row.append(" | ")
                        .append(result)
                        .append("; ")
                        .append(application.calls)
                        .append("×");
            }
        }
        return row.append(" |\n").toString();
    }
}
