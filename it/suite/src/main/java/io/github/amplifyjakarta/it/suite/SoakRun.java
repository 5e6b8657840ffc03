package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Minutes of half load on a real server with tokens and credentials that end all the time, while Cognito or S3 is slow, broken
 * or busy every now and then: nobody may be signed out by that, and neither threads nor memory may grow. Then the server is
 * stopped under load.
 */
public final class SoakRun {

    private static final int CALLERS = 16;
    private static final int SESSIONS = 208;
    /** Renewed after five already: the caches of tokens are full long before twenty minutes are over. */
    private static final int TOKENS_LIVE_SECONDS = 10;

    private static final int CREDENTIALS_LIVE_SECONDS = 20;
    private static final String KEY_SET = "/" + DemoServer.POOL + "/.well-known/jwks.json";
    private static final String S3 = "s3";
    private static final List<String> SERVICES = List.of(
            "GetTokensFromRefreshToken",
            "GetCredentialsForIdentity",
            "GetId",
            "/oauth2/token",
            "/oauth2/revoke",
            KEY_SET,
            S3);
    private static final List<String> FAULTS = List.of("slow", "error", "throttle", "garbage", "broken");

    /** What a portal or half an answer does to an object is in docs/faults.md. */
    private static final List<String> FAULTS_OF_S3 = List.of("slow", "error", "throttle");

    private static final List<String> USERS = List.of("alice", "bob");
    private static final String SESSION_COOKIE = "CognitoIdentityServiceProvider.";
    private static final List<String> PAGES =
            List.of("protected", "protected", "protected", "public", "get-current-user", "credentials");
    private static final Set<String> RIGHT =
            Set.of("200", "sign-in 200", "sign-out 200", "unknown key 401", "unknown key 503");
    /** What the outage of a service may look like. */
    private static final Set<String> TOLD = Set.of("502", "503", "504", "sign-in 502", "sign-in 503", "sign-in 504");

    /** An error of the library in the log of WildFly or Open Liberty. */
    static final Pattern ERROR =
            Pattern.compile("ERROR.*io\\.github\\.amplifyjakarta|io\\.github\\.amplifyjakarta\\S*\\s+E ");

    /**
     * Of each of the two applications: ten thousand sessions and their digests (docs/benchmarks.md), which these minutes
     * bring about.
     */
    private static final int CACHES_MEBIBYTES = 2 * 70;

    /** Of each of them: 10,000 sessions with two tokens, and 10,000 results of renewals with two tokens. */
    private static final int MOST_TOKENS = 2 * 40_000;

    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern TOKENS =
            Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+io\\.github\\.amplifyjakarta\\.auth\\.Jwt\\b");
    private static final long LONGEST_PAUSE_NANOS = 10_000_000;
    private static final int SAMPLES = 10;

    /** What the digests of tokens, of which more are kept than of tokens, may take in a fifth of the time. */
    private static final int DIGESTS_MEBIBYTES = 8;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final DemoServer server;
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private volatile boolean stopping;
    private volatile boolean over;

    private SoakRun(DemoServer server) {
        this.server = server;
    }

    /** Takes the folder with the integration projects, and the minutes. */
    public static void main(String[] args) throws Exception {
        Path it = Path.of(args[0]);
        String project = ApplicationServer.current().project();
        Path folder = Files.createDirectories(it.resolve(project).resolve("target/soak-report"));
        int port = ServerProcess.freePorts(4);
        try (DemoServer server = new DemoServer(it, "soak", port, port + 1, port + 2, port + 3, "amplify")) {
            server.start();
            String report = new SoakRun(server).run(project, Duration.ofMinutes(Long.parseLong(args[1])));
            Files.writeString(folder.resolve("report.md"), report);
            System.out.println(report);
            if (report.contains("FAILED")) {
                throw new IllegalStateException("the soak failed; see the report above");
            }
        }
    }

    private String run(String project, Duration time) throws Exception {
        Browser.tokensLive(server, TOKENS_LIVE_SECONDS, true);
        Browser.credentialsLive(server, CREDENTIALS_LIVE_SECONDS);
        for (int i = 0; i < SESSIONS; i++) {
            Visitor visitor = new Visitor(i);
            visitor.signIn();
            visitors.add(visitor);
        }
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1);
        for (int caller = 0; caller < CALLERS; caller++) {
            int from = caller;
            threads.execute(() -> ask(from));
        }
        threads.execute(this::flicker);
        try {
            return run(project, time, threads);
        } finally { // also when the server is gone
            stopping = true;
            over = true;
            threads.shutdownNow();
        }
    }

    private String run(String project, Duration time, ExecutorService threads) throws Exception {
        List<Sample> samples = new ArrayList<>();
        Instant start = Instant.now();
        for (int tenth = 1; tenth <= SAMPLES; tenth++) {
            Instant next = start.plus(time.dividedBy(SAMPLES).multipliedBy(tenth));
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), next).toMillis()));
            samples.add(sample());
        }
        stopping = true;
        Instant asked = Instant.now();
        server.applications().stop();
        boolean ended = server.applications().endsWithin(STOP_LIMIT);
        Duration stopTook = Duration.between(asked, Instant.now());
        over = true;
        threads.shutdownNow();
        if (!threads.awaitTermination(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the callers do not end");
        }
        return report(project, time, samples, ended, stopTook);
    }

    private String report(String project, Duration time, List<Sample> samples, boolean ended, Duration stopTook)
            throws IOException {
        Sample first = samples.get(0); // the first tenth warms up
        Sample last = samples.get(SAMPLES - 1);
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((kind, count) -> counts.put(kind, count.sum()));
        long wrong = counts.entrySet().stream()
                .filter(count -> !RIGHT.contains(count.getKey()) && !TOLD.contains(count.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        long told = counts.entrySet().stream()
                .filter(count -> TOLD.contains(count.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        long logged = server.log().lines().filter(ERROR.asPredicate()).count();
        List<String> failures = new ArrayList<>();
        if (wrong > 0) {
            failures.add(wrong + " answers that are none of " + RIGHT + " and " + TOLD);
        }
        if (!counts.containsKey("unknown key 401")) {
            failures.add("an unknown key was never refused");
        }
        if (told == 0) {
            failures.add("no fault was ever told");
        }
        if (told * 2 > counts.getOrDefault("200", 0L)) {
            failures.add("more than a third was no 200");
        }
        if (last.threads() > first.threads() + CALLERS * 2) {
            failures.add("threads grew");
        }
        if (last.heapMebibytes() > first.heapMebibytes() * 1.3 + CACHES_MEBIBYTES) {
            failures.add("the heap grew by more than the caches may hold");
        }
        Sample before = samples.get(SAMPLES - 3);
        boolean full = last.tokens() < before.tokens() * 1.02;
        if (full && last.heapMebibytes() > before.heapMebibytes() * 1.03 + DIGESTS_MEBIBYTES) {
            failures.add("the heap still grew when no more tokens were kept");
        }
        if (last.tokens() == 0 || last.tokens() > MOST_TOKENS) {
            failures.add("the tokens kept are none, or more than " + MOST_TOKENS);
        }
        if (!ended) {
            failures.add("the server did not stop within " + STOP_LIMIT);
        }
        if (logged > 0) {
            failures.add(logged + " errors of the library in the log");
        }
        return String.format(
                Locale.ROOT,
                "# Soak on %s%n%n%s, JDK %s, %s, %d sessions of two users, %d callers at half load, tokens live %d s, credentials"
                        + " %d s, refresh tokens rotate.%n%nAnswers: %s. Stopped under load in %.1f s.%n%n| at | threads of the server | living"
                        + " objects, MiB | tokens kept |%n|---|---|---|---|%n%s%n%s%n",
                project,
                LocalDate.now(),
                Runtime.version(),
                time,
                SESSIONS,
                CALLERS,
                TOKENS_LIVE_SECONDS,
                CREDENTIALS_LIVE_SECONDS,
                counts,
                stopTook.toMillis() / 1000.0,
                samples.stream().map(Sample::row).collect(Collectors.joining()),
                (failures.isEmpty() ? "Nothing failed." : "FAILED: " + failures)
                        + (full ? "" : " The caches were still filling: whether the heap is flat cannot be told."));
    }

    private record Sample(Instant at, int threads, long heapMebibytes, int tokens) {

        private String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d |%n",
                    at.truncatedTo(ChronoUnit.SECONDS),
                    threads,
                    heapMebibytes,
                    tokens);
        }
    }

    private Sample sample() throws IOException, InterruptedException {
        long pid = server.applications().pid();
        Matcher threads =
                Pattern.compile("Threads:\\s+(\\d+)").matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        String living = jcmd(pid, "GC.class_histogram"); // counted in one pause, right after a collection
        Matcher bytes = TOTAL.matcher(living);
        if (!threads.find() || !bytes.find()) {
            throw new IOException("no figures of process " + pid);
        }
        int tokens = TOKENS.matcher(living) // each application has a class of that name
                .results()
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .sum();
        return new Sample(
                Instant.now(), Integer.parseInt(threads.group(1)), Long.parseLong(bytes.group(1)) >> 20, tokens);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid + "", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return output;
    }

    /** Each caller has visitors of its own, so that their cookie jars are not shared. */
    private void ask(int from) {
        Random random = new Random(from);
        while (!over && !Thread.currentThread().isInterrupted()) {
            Visitor visitor = visitors.get(from + CALLERS * random.nextInt(SESSIONS / CALLERS));
            long start = System.nanoTime();
            try {
                visitor.visit(random);
                // half of the time, but who was kept waiting by a fault goes on soon
                TimeUnit.NANOSECONDS.sleep(Math.min(System.nanoTime() - start, LONGEST_PAUSE_NANOS));
            } catch (IOException e) {
                if (!stopping) {
                    count(String.valueOf(e.getMessage()), false);
                }
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) { // or the caller would end, and nobody would miss it
                count("a caller failed: " + e, !stopping);
                pause();
            }
        }
    }

    /** Somebody with a browser, who visits pages, stores a photo, signs out and in again. */
    private final class Visitor {

        private final String username;
        private final String photo;
        private final URI photoPage;
        private Browser browser = new Browser();
        /** Nobody else may be without a session. */
        private boolean mayBeSignedOut = true;

        private boolean photoIsStored;

        Visitor(int number) {
            username = USERS.get(number % USERS.size());
            photo = ("photo " + number + " of " + username + ". ").repeat(2_000);
            photoPage = server.origin().resolve("/api/photos/own/soak-" + number);
        }

        void signIn() throws IOException, InterruptedException {
            browser = new Browser();
            int status = browser.signIn(server.origin().resolve("/api/auth/sign-in"), username)
                    .statusCode();
            boolean without = status == 200 && !isSignedIn();
            mayBeSignedOut = status != 200;
            count("sign-in " + status + (without ? " without a session" : ""), without);
        }

        private boolean isSignedIn() {
            return browser.jar(server.origin()).keySet().stream().anyMatch(name -> name.startsWith(SESSION_COOKIE));
        }

        void visit(Random random) throws IOException, InterruptedException {
            int what = random.nextInt(1_000);
            if (!isSignedIn()) {
                if (!mayBeSignedOut) {
                    count("signed out by nobody", true);
                }
                signIn();
            } else if (what < 2) {
                signOut();
            } else if (what < 4) {
                bringUnknownKey();
            } else if (what < 60) {
                visitPhoto(what % 2 == 0);
            } else {
                visit(PAGES.get(random.nextInt(PAGES.size())));
            }
        }

        private void visit(String page) throws IOException, InterruptedException {
            int before = browser.jar(server.origin()).size();
            HttpResponse<String> answer = browser.get(server.origin().resolve("/amplify/api/" + page));
            boolean lost = browser.jar(server.origin()).size() < before;
            boolean another = page.equals("get-current-user")
                    && answer.statusCode() == 200
                    && !answer.body().contains("\"" + username + "\"");
            count(
                    answer.statusCode() + (lost ? ", cookies deleted" : "") + (another ? ", another user" : ""),
                    lost || another);
        }

        /** Revoked or not, the session ends. */
        private void signOut() throws IOException, InterruptedException {
            mayBeSignedOut = true;
            browser.follow(browser.navigate(server.origin().resolve("/api/auth/sign-out")));
            int status = browser.follow(browser.navigate(server.origin().resolve("/api/auth/sign-out-callback")))
                    .statusCode();
            count("sign-out " + status + (isSignedIn() ? ", signed in" : ""), status == 200 && isSignedIn());
        }

        /** A photo once stored is there, and it is the visitor's own. */
        private void visitPhoto(boolean store) throws IOException, InterruptedException {
            if (store || !photoIsStored) {
                int status = browser.put(photoPage, photo).statusCode();
                photoIsStored |= status == 204;
                count(status == 204 ? "200" : status == 200 ? "photo not stored" : status + "", status == 200);
            } else {
                HttpResponse<String> answer = browser.get(photoPage);
                boolean another = answer.statusCode() == 200 && !answer.body().equals(photo);
                count(answer.statusCode() + (another ? ", another photo" : ""), another);
            }
        }

        /** Nobody gets in with a token that nobody can check, whether the keys can be asked for or not. */
        private void bringUnknownKey() throws IOException, InterruptedException {
            String token = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(("{\"alg\":\"RS256\",\"kid\":\"" + UUID.randomUUID() + "\"}")
                            .getBytes(StandardCharsets.UTF_8));
            Browser stranger = new Browser();
            Map<String, String> jar = stranger.jar(server.origin());
            browser.jar(server.origin())
                    .forEach((name, value) -> jar.put(
                            name, name.endsWith(".accessToken") ? token + value.substring(value.indexOf('.')) : value));
            int status = stranger.get(server.origin().resolve("/amplify/api/protected"))
                    .statusCode();
            count("unknown key " + status, status == 200);
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LONGEST_PAUSE_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next request is refused by it
        }
    }

    private void count(String kind, boolean wrong) {
        if (!stopping || wrong) { // what a server says while it stops is its own
            answers.computeIfAbsent(wrong ? "WRONG: " + kind : kind, first -> new LongAdder())
                    .increment();
        }
    }

    private void flicker() {
        Random random = new Random(42);
        try {
            while (!stopping) {
                String service = SERVICES.get(random.nextInt(SERVICES.size()));
                List<String> faults = service.equals(S3) ? FAULTS_OF_S3 : FAULTS;
                Browser.fault(server, service, faults.get(random.nextInt(faults.size())));
                Thread.sleep(2_000 + random.nextInt(4_000));
                Browser.fault(server, service, "none");
                Thread.sleep(2_000 + random.nextInt(4_000));
            }
        } catch (IOException | RuntimeException e) {
            count("the flicker ended: " + e, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
