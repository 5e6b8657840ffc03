package io.github.amplifyjakarta.it.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Load on a real server: each page with the library against the same page without it, in rounds that take turns. For the pages
 * that have a target the server is started several times, because the same pages differ from start to start by more than the
 * library costs. Then storms of an expired session, and starts. The load comes from wrk, a process of its own with one thread.
 * Applications: those of {@code it/bench}.
 */
public final class LoadRun {

    private static final String USERNAME = "Username";
    private static final String SESSION_COOKIE = "SessionCookie";

    /** The application whose sessions are in the store. */
    private static final String STORE = "shared-store";

    private static final int CONNECTIONS = 8;
    private static final int MANY = 1000;
    /** More than a node keeps with their claims, which are 10,000. */
    private static final int MORE_THAN_KEPT = 20_000;

    private static final int LEAST_WARM_LOADS = 8;
    /** With other sessions, after the same pages were measured with the first ones. */
    private static final int LEAST_LOADS_OF_OTHER_SESSIONS = 2;

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
    private record Case(String name, String path, Brings brings, int status, Optional<Case> baseline) {

        static Case without(String name, String path) {
            return without(name, path, Brings.COOKIES);
        }

        static Case without(String name, String path, Brings brings) {
            return new Case(name + ", without the library", "/plain/api/" + path, brings, 200, Optional.empty());
        }

        boolean isFlood() {
            return brings == Brings.COOKIES_OF_UNKNOWN_KEYS;
        }
    }

    private enum Brings {
        /** Somebody who is not signed in. */
        NOTHING,
        COOKIES,
        /** The one cookie of a session in the store. */
        SESSION_COOKIE,
        BEARER_TOKEN,
        /** The session's cookies, its access token signed by a key that nobody knows, another one for each session. */
        COOKIES_OF_UNKNOWN_KEYS
    }

    private static final Optional<Case> PAGE = Optional.of(Case.without("page", "public"));
    private static final Optional<Case> USER = Optional.of(Case.without("user", "get-current-user"));
    private static final Optional<Case> KEY = Optional.of(Case.without("access key", "credentials"));
    private static final Optional<Case> PAGE_WITH_ONE_COOKIE =
            Optional.of(Case.without("page with one cookie", "public", Brings.SESSION_COOKIE));
    private static final Case PROTECTED =
            new Case("protected page", "/amplify/api/protected", Brings.COOKIES, 200, PAGE);

    /** What has a target, or is compared with what has one: after each start. */
    private static final List<Case> PAGES = List.of(
            new Case("behind empty filters", "/filtered/api/public", Brings.COOKIES, 200, PAGE),
            new Case("public page", "/amplify/api/public", Brings.COOKIES, 200, PAGE),
            PROTECTED,
            new Case(
                    "protected page, session in the store",
                    "/" + STORE + "/api/protected",
                    Brings.SESSION_COOKIE,
                    200,
                    PAGE_WITH_ONE_COOKIE),
            new Case("the server's MP-JWT", "/bearer/api/protected", Brings.BEARER_TOKEN, 200, PAGE));

    /** After the last start. */
    private static final List<Case> OTHERS = List.of(
            new Case("get-current-user", "/amplify/api/get-current-user", Brings.COOKIES, 200, USER),
            new Case("AWS credentials", "/amplify/api/credentials", Brings.COOKIES, 200, KEY),
            new Case("sign-in route", "/amplify/api/auth/sign-in", Brings.NOTHING, 302, PAGE),
            new Case("flood of unknown keys", "/amplify/api/protected", Brings.COOKIES_OF_UNKNOWN_KEYS, 401, PAGE));

    private final DemoServer server;
    /** Of what the load generator needs. */
    private final Path folder;

    private final int start;
    private final int rounds;
    private final int seconds;
    private final LoadReport report;
    private final HttpClient signInClient = HttpClient.newHttpClient();

    /** Requests so far: each load goes on with the session after the last one's, or few would ever come. */
    private long sent;

    private LoadRun(DemoServer server, Path folder, int start, int rounds, int seconds, LoadReport report) {
        this.server = server;
        this.folder = folder;
        this.start = start;
        this.rounds = rounds;
        this.seconds = seconds;
        this.report = report;
    }

    /**
     * Takes the folder with the integration projects, how often the server is started, the rounds after each start, and the
     * seconds of each measurement.
     */
    public static void main(String[] args) throws Exception {
        Path it = Path.of(args[0]);
        int starts = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        int seconds = Integer.parseInt(args[3]);
        String project = ApplicationServer.current().project();
        Path folder = Files.createDirectories(it.resolve("bench/target/load-report"));
        LoadReport report = new LoadReport();
        String brokenOff = "";
        try {
            for (int start = 1; start <= starts; start++) {
                try (StoreProcess store = StoreProcess.start(it, folder.resolve("store.log"));
                        DemoServer server = server(it, store)) {
                    server.start();
                    Path scripts = Files.createDirectories(folder.resolve(project));
                    LoadRun run = new LoadRun(server, scripts, start, rounds, seconds, report);
                    List<Map<String, String>> sessions = run.measurePages();
                    if (start == starts) {
                        run.measureOthers(sessions);
                    }
                }
            }
            startUp(it, project, starts, report);
        } catch (Exception e) { // what was measured is not lost
            brokenOff = " BROKEN OFF: " + e;
            throw e;
        } finally {
            String text = String.format(
                    Locale.ROOT,
                    "# Load on %s%s%n%n%s, JDK %s, %d processors (shared by server, load and sandbox), wrk with one thread and %d"
                            + " connections, rounds of %d s, medians.%n%n%s%n",
                    project,
                    brokenOff,
                    LocalDate.now(),
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors(),
                    CONNECTIONS,
                    seconds,
                    report);
            Files.writeString(folder.resolve(project + (brokenOff.isEmpty() ? ".md" : "-broken-off.md")), text);
            System.out.println(text);
        }
        if (!report.wrong().isEmpty()) {
            throw new IllegalStateException(report.wrong());
        }
    }

    private static DemoServer server(Path it, StoreProcess store) {
        DemoServer server = DemoServer.onFreePorts(it, "load", "plain", "filtered", "amplify", STORE, "bearer")
                .signingInAt(STORE);
        return server.with("store.of.the.nodes", store.uri().toString())
                .with(
                        "mp.jwt.verify.publickey.location",
                        DemoServer.sandbox(server.sandbox(), DemoServer.POOL).get("amplify.auth.jwks-url"));
    }

    private List<Map<String, String>> measurePages() throws Exception {
        List<Map<String, String>> sessions = new ArrayList<>();
        Browser.tokensLive(server, LONGER_THAN_THE_RUN, false);
        for (int i = 0; i < MANY; i++) {
            Browser.addUser(server, "user" + i);
            Map<String, String> session = signIn("user" + i);
            session.put(SESSION_COOKIE, signInAtStore("user" + i));
            sessions.add(session);
        }
        measure(PAGES, sessions);
        return sessions;
    }

    private void measureOthers(List<Map<String, String>> sessions) throws Exception {
        measure(OTHERS, sessions);
        List<Map<String, String>> more = new ArrayList<>(sessions);
        for (int i = MANY; i < MORE_THAN_KEPT; i++) {
            more.add(signIn("user" + i % MANY));
        }
        measure(List.of(PROTECTED), more, LEAST_WARM_LOADS);
        for (Case each : OTHERS) {
            checkStatuses(each);
        }
        for (Case each : PAGES) {
            checkStatuses(each);
        }
        storms();
    }

    /** One session and many, in turns which of them comes first and finds a server that has done less. */
    private void measure(List<Case> cases, List<Map<String, String>> sessions)
            throws IOException, InterruptedException {
        List<List<Map<String, String>>> turns = new ArrayList<>(List.of(sessions.subList(0, 1), sessions));
        Collections.rotate(turns, start);
        measure(cases, turns.get(0), LEAST_WARM_LOADS);
        measure(cases, turns.get(1), LEAST_LOADS_OF_OTHER_SESSIONS);
    }

    /** Many requests at once with one session that has expired, against the same with one that has not. */
    private void storms() throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        for (int storm = 0; storm < STORMS; storm++) {
            Browser.tokensLive(server, 1, false);
            Map<String, String> expired = signIn("alice");
            Browser.tokensLive(server, 3600, false);
            Map<String, String> good = signIn("alice");
            Thread.sleep(1_100);
            double lasting = storm % 2 == 0 ? atOnce(good) : 0; // they take turns
            int before = server.calls(RENEWAL);
            double renewed = atOnce(expired);
            int renewals = server.calls(RENEWAL) - before;
            if (renewals != 1) {
                report.wrong(renewals + " calls of " + RENEWAL + " in a storm");
            }
            lasting = storm % 2 == 0 ? lasting : atOnce(good);
            ratios.add(renewed / lasting);
            millis.add(renewed);
        }
        report.note(
                "%d storms of %d parallel requests with one expired session, all answered 200, one call of %s in each: median %.0f"
                        + " ms (%.0f to %.0f) until the last answer, %.2f of the same with a session that lasts (%.2f to %.2f).",
                STORMS,
                STORM,
                RENEWAL,
                LoadReport.median(millis),
                Collections.min(millis),
                Collections.max(millis),
                LoadReport.median(ratios),
                Collections.min(ratios),
                Collections.max(ratios));
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
    private static void startUp(Path it, String project, int rounds, LoadReport report)
            throws IOException, InterruptedException {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < 2; turn++) {
                if ((turn + round) % 2 == 0) {
                    without.add(start(it, "plain"));
                } else {
                    with.add(start(it, "amplify"));
                }
            }
        }
        report.note(
                "Start of %s with one application until its first page: %.1f s (%.1f to %.1f) with the library, %.1f s (%.1f to"
                        + " %.1f) without; medians of %d, looked at every 200 ms.",
                project,
                LoadReport.median(with),
                Collections.min(with),
                Collections.max(with),
                LoadReport.median(without),
                Collections.min(without),
                Collections.max(without),
                rounds);
    }

    private static double start(Path it, String application) throws IOException, InterruptedException {
        int port = ServerProcess.freePorts(4);
        try (DemoServer fresh = new DemoServer(it, "load-start", port, port + 1, port + 2, port + 3, application)) {
            long start = System.nanoTime();
            fresh.startScenarios();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private void measure(List<Case> cases, List<Map<String, String>> sessions, int leastWarmLoads)
            throws IOException, InterruptedException {
        List<Case> warmed = new ArrayList<>(cases.stream()
                .flatMap(each -> Stream.of(each.baseline().orElseThrow(), each))
                .distinct()
                .toList());
        Collections.rotate(warmed, start); // whatever comes first may do so for the compilers too
        for (Case each : warmed) {
            int status = status(each, sessions.get(0));
            if (status != each.status()) { // what answers wrongly is fast, but not what is measured
                throw new IOException(each.name() + " answered " + status + ", expected " + each.status());
            }
            writeScript(each, sessions);
            warm(each, sessions.size(), leastWarmLoads);
        }
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < cases.size(); turn++) {
                compare(cases.get((turn + round + start) % cases.size()), sessions.size(), (round + start) % 2 == 0);
            }
        }
    }

    /** One right after the other: the machine is not the same for long. */
    private void compare(Case each, int sessions, boolean baselineFirst) throws IOException, InterruptedException {
        Case baseline = each.baseline().orElseThrow();
        LoadReport.Load first = load(baselineFirst ? baseline : each);
        LoadReport.Load second = load(baselineFirst ? each : baseline);
        LoadReport.Load with = baselineFirst ? second : first;
        LoadReport.Load without = baselineFirst ? first : second;
        report.round(each.name(), sessions, start, with, without);
        int most = each.isFlood() ? 1 + seconds / 10 : 0; // it fetches keys, once in ten seconds
        if (without.outward() > 0 || with.outward() > most) {
            report.wrong(each.name() + ": " + with.outward() + " calls to AWS in a round, " + without.outward()
                    + " without the library");
        }
    }

    /** Until the compilers are through, each session has come, and nothing is asked of AWS; a flood asks again and again. */
    private void warm(Case each, int sessions, int leastLoads) throws IOException, InterruptedException {
        long asked = 1;
        double sessionsSeen = 0;
        for (int loads = 0;
                loads < MOST_WARM_LOADS && (loads < leastLoads || sessionsSeen < sessions || asked > 0);
                loads++) {
            LoadReport.Load load = load(each);
            sessionsSeen += load.rate() * seconds;
            asked = load.outward();
        }
        if (sessionsSeen < sessions || (asked > 0 && !each.isFlood())) {
            throw new IOException(each.name() + " needs longer rounds: of " + sessions + " sessions "
                    + (long) sessionsSeen + " came, and the last round asked AWS " + asked + " times");
        }
    }

    private int status(Case each, Map<String, String> session) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.origin().resolve(each.path()));
        header(each, session).forEach(request::header);
        HttpResponse<Void> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.discarding());
        String location = answer.headers().firstValue("Location").orElse("nowhere");
        if (answer.statusCode() == 302 && !location.contains("code_challenge=")) {
            throw new IOException(each.name() + " leads to " + location + ", expected Managed Login");
        }
        return answer.statusCode();
    }

    private static Map<String, String> header(Case each, Map<String, String> session) {
        return switch (each.brings()) {
            case BEARER_TOKEN -> Map.of("Authorization", "Bearer " + session.get("AccessToken"));
            case NOTHING -> Map.of("Accept", "text/html");
            case COOKIES -> Map.of("Cookie", cookies(session));
            case SESSION_COOKIE -> Map.of("Cookie", Objects.requireNonNull(session.get(SESSION_COOKIE)));
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

    /** Looks at each answer, in a load of its own: counting takes the load generator's time. */
    private void checkStatuses(Case each) throws IOException, InterruptedException {
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
        long all = counts.values().stream().mapToLong(count -> count).sum();
        long expected = counts.getOrDefault(each.status() + "", 0L);
        long busy = each.isFlood() ? counts.getOrDefault("503", 0L) : 0; // while the keys are fetched
        if (expected == 0 || busy > expected / 10 || expected + busy < all) {
            report.wrong(each.name() + " was answered " + counts);
        }
        report.note("%s, answers by status: %s.", each.name(), counts);
    }

    private Path script(Case each) {
        return folder.resolve(each.name().replaceAll("[^a-z]+", "-") + ".lua");
    }

    private LoadReport.Load load(Case each) throws IOException, InterruptedException {
        long callsBefore = server.calls();
        Duration timeBefore = processorTime();
        String output = wrk(script(each));
        Duration time = processorTime().minus(timeBefore);
        Matcher count = Pattern.compile("(\\d+) requests in").matcher(output);
        Matcher rate = Pattern.compile("Requests/sec:\\s+([\\d.]+)").matcher(output);
        boolean refused = output.contains("Non-2xx") && each.status() < 400;
        if (!count.find() || !rate.find() || refused || output.contains("Socket errors")) {
            throw new IOException(each.name() + ": " + output);
        }
        long requests = Long.parseLong(count.group(1));
        sent += requests;
        return new LoadReport.Load(
                Double.parseDouble(rate.group(1)), time.toNanos() / 1e3 / requests, server.calls() - callsBefore);
    }

    private Duration processorTime() {
        return ProcessHandle.of(server.applications().pid())
                .flatMap(server -> server.info().totalCpuDuration())
                .orElseThrow();
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

    /** {@return the cookie of a session in the store} */
    private String signInAtStore(String username) throws IOException, InterruptedException {
        Browser browser = new Browser();
        browser.signIn(server.origin().resolve("/" + STORE + "/api/auth/sign-in"), username);
        return browser.jar(server.origin()).entrySet().stream()
                .filter(cookie -> cookie.getKey().startsWith("amplify."))
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .findFirst()
                .orElseThrow(() -> new IOException(username + " has no session in the store"));
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
