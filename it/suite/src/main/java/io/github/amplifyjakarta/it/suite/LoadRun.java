package io.github.amplifyjakarta.it.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Load on a real server: each page with the library against the same page without it, in rounds that take turns; then storms
 * of an expired session, and starts. The load comes from wrk, a process of its own with one thread. Applications: those of
 * {@code it/bench}.
 */
public final class LoadRun {

    private static final String USERNAME = "Username";
    private static final int CONNECTIONS = 8;
    private static final int MANY = 1000;
    /** More than a node keeps with their claims, which are 10,000. */
    private static final int MORE_THAN_KEPT = 20_000;

    private static final Set<String> WITH_MORE_THAN_KEPT = Set.of("page, without the library", "protected page");
    private static final int LEAST_WARM_LOADS = 8;
    private static final int MOST_WARM_LOADS = 12;
    private static final int LONGER_THAN_THE_RUN = 86_400;
    private static final int STORMS = 10;
    private static final int STORM = 50;
    private static final String RENEWAL = "GetTokensFromRefreshToken";
    private static final String CLIENT = "sandboxclient00000000000001";

    /**
     * What is measured.
     *
     * @param path below the server's root
     * @param brings how the caller shows who it is
     * @param status what it answers
     * @param baseline the case it is compared with; empty for a baseline
     */
    private record Case(String name, String path, Brings brings, int status, Optional<String> baseline) {}

    private enum Brings {
        /** Somebody who is not signed in. */
        NOTHING,
        COOKIES,
        BEARER_TOKEN,
        /** The session's cookies, its access token signed by a key that nobody knows, another one for each session. */
        COOKIES_OF_UNKNOWN_KEYS
    }

    private static final List<Case> CASES = List.of(
            new Case("page, without the library", "/plain/api/public", Brings.COOKIES, 200, Optional.empty()),
            new Case(
                    "behind empty filters",
                    "/filtered/api/public",
                    Brings.COOKIES,
                    200,
                    Optional.of("page, without the library")),
            new Case(
                    "public page",
                    "/amplify/api/public",
                    Brings.COOKIES,
                    200,
                    Optional.of("page, without the library")),
            new Case(
                    "protected page",
                    "/amplify/api/protected",
                    Brings.COOKIES,
                    200,
                    Optional.of("page, without the library")),
            new Case(
                    "the server's MP-JWT",
                    "/bearer/api/protected",
                    Brings.BEARER_TOKEN,
                    200,
                    Optional.of("page, without the library")),
            new Case("JSON, without the library", "/plain/api/get-current-user", Brings.COOKIES, 200, Optional.empty()),
            new Case(
                    "get-current-user",
                    "/amplify/api/get-current-user",
                    Brings.COOKIES,
                    200,
                    Optional.of("JSON, without the library")),
            new Case(
                    "AWS credentials",
                    "/amplify/api/credentials",
                    Brings.COOKIES,
                    200,
                    Optional.of("JSON, without the library")),
            new Case(
                    "sign-in route",
                    "/amplify/api/auth/sign-in",
                    Brings.NOTHING,
                    302,
                    Optional.of("page, without the library")),
            new Case(
                    "flood of unknown keys",
                    "/amplify/api/protected",
                    Brings.COOKIES_OF_UNKNOWN_KEYS,
                    401,
                    Optional.of("page, without the library")));

    private final Path it;
    private final DemoServer server;
    private final Path folder;
    private final int seconds;
    private final HttpClient signInClient = HttpClient.newHttpClient();

    /** What must not be and was: the report is written all the same, and the run fails. */
    private final List<String> wrong = new ArrayList<>();

    /** Requests so far: each load goes on with the session after the last one's, or few would ever come. */
    private long sent;

    private LoadRun(Path it, DemoServer server, Path folder, int seconds) {
        this.it = it;
        this.server = server;
        this.folder = folder;
        this.seconds = seconds;
    }

    /** Takes the folder with the integration projects, the rounds, and the seconds of each measurement. */
    public static void main(String[] args) throws Exception {
        Path it = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        String project = ApplicationServer.current().project();
        Path folder = Files.createDirectories(it.resolve("bench/target/load-report"));
        int port = ServerProcess.freePorts(4);
        try (DemoServer server = new DemoServer(
                it, "load", port, port + 1, port + 2, port + 3, "plain", "filtered", "amplify", "bearer")) {
            server.start();
            LoadRun run = new LoadRun(it, server, folder, Integer.parseInt(args[2]));
            String report = run.run(project, rounds);
            Files.writeString(folder.resolve(project + ".md"), report);
            System.out.println(report);
            if (!run.wrong.isEmpty()) {
                throw new IllegalStateException(String.join("; ", run.wrong));
            }
        }
    }

    private String run(String project, int rounds) throws Exception {
        List<Map<String, String>> sessions = new ArrayList<>();
        Browser.tokensLive(server, LONGER_THAN_THE_RUN, false);
        for (int i = 0; i < MANY; i++) {
            Browser.addUser(server, "user" + i);
            sessions.add(signIn("user" + i));
        }
        for (int i = MANY; i < MORE_THAN_KEPT; i++) {
            sessions.add(signIn("user" + i % MANY));
        }
        StringBuilder report = new StringBuilder();
        report.append("# Load on ").append(project).append("\n\n");
        report.append(String.format(
                Locale.ROOT,
                "%s, JDK %s, %d processors (shared by server, load and stand-in), wrk with one thread and %d connections,"
                        + " medians of %d rounds of %d s.%n%n",
                LocalDate.now(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                CONNECTIONS,
                rounds,
                seconds));
        report.append(
                "| case | sessions | requests/s | of the same without the library | calls to AWS |\n|---|---|---|---|---|\n");
        for (int count : new int[] {1, MANY}) {
            measure(CASES, sessions.subList(0, count), rounds, report);
        }
        List<Case> few = CASES.stream()
                .filter(each -> WITH_MORE_THAN_KEPT.contains(each.name()))
                .toList();
        measure(few, sessions, rounds, report);
        report.append('\n');
        for (Case each : CASES) {
            if (each.status() != 200 && Files.exists(script(each))) {
                report.append(each.name())
                        .append(", answers by status: ")
                        .append(statuses(each))
                        .append("\n");
            }
        }
        storms(report);
        startUp(project, rounds, report);
        return report.toString();
    }

    /** Many requests at once with one session that has expired, against the same with one that has not. */
    private void storms(StringBuilder report) throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        int mostRenewals = 0;
        for (int storm = 0; storm < STORMS; storm++) {
            Browser.tokensLive(server, 1, false);
            Map<String, String> expired = signIn("alice");
            Browser.tokensLive(server, 3600, false);
            Map<String, String> good = signIn("alice");
            Thread.sleep(1_100);
            double lasting = storm % 2 == 0 ? atOnce(good) : 0; // they take turns
            int before = server.calls(RENEWAL);
            double renewed = atOnce(expired);
            mostRenewals = Math.max(mostRenewals, server.calls(RENEWAL) - before);
            lasting = storm % 2 == 0 ? lasting : atOnce(good);
            ratios.add(renewed / lasting);
            millis.add(renewed);
        }
        if (mostRenewals != 1) {
            wrong.add(mostRenewals + " calls of " + RENEWAL + " in a storm");
        }
        report.append(String.format(
                Locale.ROOT,
                "%n%d storms of %d parallel requests with one expired session, all answered 200: median %.0f ms (%.0f to"
                        + " %.0f) until the last answer, %.2f of the same with a session that lasts (%.2f to %.2f); calls"
                        + " of %s in each: at most %d.%n",
                STORMS,
                STORM,
                quantile(millis, 0.5),
                quantile(millis, 0),
                quantile(millis, 1),
                quantile(ratios, 0.5),
                quantile(ratios, 0),
                quantile(ratios, 1),
                RENEWAL,
                mostRenewals));
    }

    /** {@return the milliseconds until the last of them is answered} */
    private double atOnce(Map<String, String> session) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.origin().resolve("/amplify/api/protected"))
                .header("Cookie", cookies(session))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long start = System.nanoTime();
        List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
        for (int i = 0; i < STORM; i++) {
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
        }
        for (CompletableFuture<HttpResponse<Void>> answer : answers) {
            int status = answer.get(60, TimeUnit.SECONDS).statusCode();
            if (status != 200) {
                throw new IOException("a request of a storm was answered with " + status);
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** The server from nothing to the first page, with one application that has the library and one that has not. */
    private void startUp(String project, int rounds, StringBuilder report) throws IOException, InterruptedException {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < 2; turn++) {
                if ((turn + round) % 2 == 0) {
                    without.add(start("plain"));
                } else {
                    with.add(start("amplify"));
                }
            }
        }
        report.append(String.format(
                Locale.ROOT,
                "%nStart of %s with one application until its first page: %.1f s (%.1f to %.1f) with the library, %.1f s (%.1f to"
                        + " %.1f) without; medians of %d, looked at every 200 ms.%n",
                project,
                quantile(with, 0.5),
                quantile(with, 0),
                quantile(with, 1),
                quantile(without, 0.5),
                quantile(without, 0),
                quantile(without, 1),
                rounds));
    }

    private double start(String application) throws IOException, InterruptedException {
        int port = ServerProcess.freePorts(4);
        try (DemoServer fresh = new DemoServer(it, "load-start", port, port + 1, port + 2, port + 3, application)) {
            long start = System.nanoTime();
            fresh.startScenarios();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private void measure(List<Case> wanted, List<Map<String, String>> sessions, int rounds, StringBuilder report)
            throws IOException, InterruptedException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        Map<String, Long> outward = new LinkedHashMap<>();
        List<Case> cases = new ArrayList<>();
        for (Case each : wanted) {
            int status = status(each, sessions.get(0));
            if (status == each.status()) {
                cases.add(each);
                writeScript(each, sessions);
                warm(each, sessions.size());
            } else { // what answers wrongly is fast, but not what is measured
                report.append("| ").append(each.name()).append(" | ").append(sessions.size());
                report.append(" | not measured: it answered ").append(status).append(" | | |\n");
                wrong.add(each.name() + " answered " + status);
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < cases.size(); turn++) {
                Case each = cases.get((turn + round) % cases.size()); // another one is first each time
                long before = server.calls();
                Map<String, Double> now = new LinkedHashMap<>();
                for (Case next : besideItsBaseline(each, round % 2 == 0)) {
                    now.put(next.name(), load(next));
                }
                outward.merge(each.name(), server.calls() - before, Long::sum);
                double rate = now.get(each.name());
                rates.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(rate);
                each.baseline()
                        .ifPresent(baseline -> ratios.computeIfAbsent(each.name(), name -> new ArrayList<>())
                                .add(rate / now.get(baseline)));
            }
        }
        for (Case each : cases) {
            if (outward.get(each.name()) > 0 && each.brings() != Brings.COOKIES_OF_UNKNOWN_KEYS) {
                wrong.add(each.name() + " called AWS " + outward.get(each.name()) + " times in steady state");
            }
            List<Double> ratio = ratios.getOrDefault(each.name(), List.of());
            report.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %s | %d |%n",
                    each.name(),
                    sessions.size(),
                    quantile(rates.get(each.name()), 0.5),
                    ratio.isEmpty()
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "%.2f (%.2f to %.2f)",
                                    quantile(ratio, 0.5),
                                    quantile(ratio, 0),
                                    quantile(ratio, 1)),
                    outward.get(each.name())));
        }
    }

    /** One right after the other: the machine is not the same for long. */
    private static List<Case> besideItsBaseline(Case each, boolean baselineFirst) {
        return each.baseline()
                .map(name -> CASES.stream()
                        .filter(other -> other.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .map(baseline -> baselineFirst ? List.of(baseline, each) : List.of(each, baseline))
                .orElse(List.of(each));
    }

    /** Until the compilers are through, each session has come, and nothing is asked of AWS; a flood asks again and again. */
    private void warm(Case each, int sessions) throws IOException, InterruptedException {
        long asked = 1;
        double sessionsSeen = 0;
        for (int loads = 0;
                loads < MOST_WARM_LOADS && (loads < LEAST_WARM_LOADS || sessionsSeen < sessions || asked > 0);
                loads++) {
            long before = server.calls();
            sessionsSeen += load(each) * seconds;
            asked = server.calls() - before;
        }
        if (sessionsSeen < sessions) {
            throw new IOException(
                    each.name() + ": " + sessions + " sessions need longer rounds, " + (long) sessionsSeen + " came");
        }
    }

    private static double quantile(List<Double> values, double at) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.round(at * (sorted.size() - 1)));
    }

    private int status(Case each, Map<String, String> session) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.origin().resolve(each.path()));
        header(each, session).forEach(request::header);
        HttpResponse<Void> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.discarding());
        String location = answer.headers().firstValue("Location").orElse("code_challenge=");
        if (!location.contains("code_challenge=")) {
            throw new IOException(each.name() + " leads to " + location + ", expected Managed Login");
        }
        return answer.statusCode();
    }

    private static Map<String, String> header(Case each, Map<String, String> session) {
        return switch (each.brings()) {
            case BEARER_TOKEN -> Map.of("Authorization", "Bearer " + session.get("AccessToken"));
            case NOTHING -> Map.of("Accept", "text/html");
            case COOKIES -> Map.of("Cookie", cookies(session));
            case COOKIES_OF_UNKNOWN_KEYS -> Map.of("Cookie", cookies(withUnknownKey(session)));
        };
    }

    private static Map<String, String> withUnknownKey(Map<String, String> session) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + UUID.randomUUID() + "\"}";
        Map<String, String> changed = new LinkedHashMap<>(session);
        changed.compute(
                "AccessToken",
                (name, token) -> Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8))
                        + token.substring(token.indexOf('.')));
        return changed;
    }

    private static String cookies(Map<String, String> session) {
        String prefix = "CognitoIdentityServiceProvider." + CLIENT + ".";
        String user = prefix + session.get(USERNAME) + ".";
        return prefix + "LastAuthUser=" + session.get(USERNAME) + "; " + user + "accessToken="
                + session.get("AccessToken") + "; " + user + "idToken=" + session.get("IdToken") + "; " + user
                + "refreshToken=" + session.get("RefreshToken");
    }

    /** The requests are made once, so that the load generator has little to do. */
    private void writeScript(Case each, List<Map<String, String>> sessions) throws IOException {
        StringBuilder script = new StringBuilder("local headers = {\n");
        for (Map<String, String> session : sessions) {
            header(each, session)
                    .forEach((name, value) -> script.append("{ [\"")
                            .append(name)
                            .append("\"] = \"")
                            .append(value)
                            .append("\" },\n"));
        }
        script.append("}\nlocal requests = {}\nlocal next = 0\n");
        script.append(
                        "init = function(args)\n  next = tonumber(args[1]) % #headers\n  for i, header in ipairs(headers) do requests[i] = wrk.format(\"GET\", \"")
                .append(each.path())
                .append("\", header) end\nend\n");
        script.append("request = function()\n  next = next % #requests + 1\n  return requests[next]\nend\n");
        Files.writeString(script(each), script);
    }

    /** {@return how often each status was answered, in a run of its own: counting takes the load generator's time} */
    private Map<String, Long> statuses(Case each) throws IOException, InterruptedException {
        Path counting = folder.resolve("statuses.lua");
        Files.writeString(counting, Files.readString(script(each)) + """
                        statuses = {}
                        response = function(status) statuses[tostring(status)] = (statuses[tostring(status)] or 0) + 1 end
                        local threads = {}
                        setup = function(thread) table.insert(threads, thread) end
                        done = function()
                          for _, thread in ipairs(threads) do
                            for status, count in pairs(thread:get("statuses")) do print("status " .. status .. ": " .. count) end
                          end
                        end
                        """);
        Map<String, Long> counts = new TreeMap<>();
        Pattern.compile("status (\\d+): (\\d+)")
                .matcher(wrk(counting))
                .results()
                .forEach(line -> counts.put(line.group(1), Long.parseLong(line.group(2))));
        if (!counts.containsKey(each.status() + "") || counts.containsKey("200")) {
            wrong.add(each.name() + ": " + counts);
        }
        return counts;
    }

    private Path script(Case each) {
        return folder.resolve(each.name().replaceAll("[^a-z]+", "-") + ".lua");
    }

    /** {@return requests per second} */
    private double load(Case each) throws IOException, InterruptedException {
        String output = wrk(script(each));
        Matcher rate = Pattern.compile("Requests/sec:\\s+([\\d.]+)").matcher(output);
        boolean refused = output.contains("Non-2xx") && each.status() == 200;
        if (!rate.find() || refused || output.contains("Socket errors")) {
            throw new IOException(each.name() + ": " + output);
        }
        double perSecond = Double.parseDouble(rate.group(1));
        sent += (long) (perSecond * seconds);
        return perSecond;
    }

    private String wrk(Path script) throws IOException, InterruptedException {
        Path output = folder.resolve("wrk.txt");
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        server.origin().toString(),
                        sent + "")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!wrk.waitFor(seconds + 60L, TimeUnit.SECONDS)) {
            wrk.destroyForcibly();
            throw new IOException("wrk does not end");
        }
        if (wrk.exitValue() != 0) {
            throw new IOException("wrk failed: " + Files.readString(output));
        }
        return Files.readString(output);
    }

    private Map<String, String> signIn(String username) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.sandbox().resolve("/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth")
                .POST(HttpRequest.BodyPublishers.ofString("{\"ClientId\":\"" + CLIENT
                        + "\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":{\"USERNAME\":\"" + username
                        + "\",\"PASSWORD\":\"Passw0rd!\"}}"))
                .build();
        String body =
                signInClient.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Map<String, String> tokens = new LinkedHashMap<>(Map.of(USERNAME, username));
        for (String name : List.of("AccessToken", "IdToken", "RefreshToken")) {
            Matcher token = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(body);
            if (!token.find()) {
                throw new IOException("no " + name + " in " + body);
            }
            tokens.put(name, token.group(1));
        }
        return tokens;
    }
}
