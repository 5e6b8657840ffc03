package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Minutes of load on four nodes whose tokens end all the time, while nodes are killed, the store is killed, suspended or
 * full, the network of a node is cut, and Cognito fails: nobody may be signed out by that, and nobody may see another one's session.
 */
public final class ClusterSoakRun {

    private static final int NODES = 4;
    private static final int CALLERS = 8;
    private static final int VISITORS = 64;
    private static final int USERS = 16;

    /** Renewed after half of it already. */
    private static final int TOKENS_LIVE_SECONDS = 20;

    /** What Cognito has at most. Without it a node that dies with the new tokens ends the session. */
    private static final int GRACE_SECONDS = 60;

    private static final String REFRESH = "GetTokensFromRefreshToken";

    /** A fault, from its beginning to its end. */
    private enum Fault {
        NODE_KILLED((run, random) -> run.killAndStart(random.nextInt(NODES))),
        NODE_KILLED_BEFORE_COGNITOS_ANSWER((run, random) -> run.killDuring("slow", random.nextInt(NODES))),
        NODE_KILLED_AFTER_COGNITOS_ANSWER((run, random) -> run.killDuring("late", random.nextInt(NODES))),
        STORE_KILLED((run, random) -> {
            run.emptied = Instant.MAX;
            run.breakStore(StoreFault.KILLED, random);
            run.emptied = Instant.now();
        }),
        STORE_SUSPENDED((run, random) -> run.breakStore(StoreFault.SUSPENDED, random)),
        STORE_FULL((run, random) -> run.breakStore(StoreFault.FULL, random)),
        NETWORK_CUT((run, random) -> {
            run.cluster.link().cut();
            pauseDuringFault(random);
            run.cluster.link().restore();
        }),
        COGNITO_FAILS((run, random) -> {
            Browser.fault(run.cluster.first(), REFRESH, "error");
            pause(2);
            Browser.fault(run.cluster.first(), REFRESH, "none");
        });

        private interface Action {
            void on(ClusterSoakRun run, Random random) throws Exception;
        }

        private final Action action;

        Fault(Action action) {
            this.action = action;
        }

        void happen(ClusterSoakRun run, Random random) throws Exception {
            action.on(run, random);
        }
    }

    private final Cluster cluster;
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private volatile boolean over;

    /** Since when sessions in the store can be there; never, while it is down. */
    private volatile Instant emptied = Instant.MIN;

    private ClusterSoakRun(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Takes the folder with the integration projects, and the minutes. */
    public static void main(String[] args) throws Exception {
        Path it = Path.of(args[0]);
        String project = ApplicationServer.current().project();
        Path folder = Files.createDirectories(it.resolve(project).resolve("target/soak-report"));
        try (Cluster cluster = new Cluster(it, "soak", NODES, ClusterVisitor.COOKIES, ClusterVisitor.SHARED)) {
            String report = new ClusterSoakRun(cluster).run(project, Duration.ofMinutes(Long.parseLong(args[1])));
            Files.writeString(folder.resolve("cluster.md"), report);
            System.out.println(report);
            if (report.contains("WRONG")) {
                throw new IllegalStateException("the soak failed; see the report above");
            }
        }
    }

    private static void pause(int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    private static void pauseDuringFault(Random random) throws InterruptedException {
        pause(2 + random.nextInt(6));
    }

    private void breakStore(StoreFault fault, Random random) throws Exception {
        fault.begin(cluster.store());
        pauseDuringFault(random);
        fault.end(cluster.store());
    }

    private void leadToAllBut(int index) {
        List<DemoServer> others = new ArrayList<>(cluster.nodes());
        others.remove(index);
        cluster.leadTo(others);
    }

    /** The load balancer leads to it again when it answers. */
    private void killAndStart(int index) throws Exception {
        kill(index);
        restart(index);
    }

    /** What it has logged is gone with its next start. */
    private void kill(int index) throws Exception {
        DemoServer node = cluster.nodes().get(index);
        node.kill();
        leadToAllBut(index);
        countErrors(node);
    }

    private void restart(int index) throws Exception {
        cluster.nodes().get(index).startApplications();
        cluster.leadTo(cluster.nodes());
    }

    private void countErrors(DemoServer node) throws IOException {
        node.log().lines().filter(SoakRun.ERROR.asPredicate()).forEach(line -> count("WRONG: an error in the log"));
    }

    private void killDuring(String fault, int index) throws Exception {
        Browser.fault(cluster.first(), REFRESH, fault);
        pause(2);
        kill(index);
        Browser.fault(cluster.first(), REFRESH, "none");
        restart(index);
    }

    private String run(String project, Duration time) throws Exception {
        cluster.leadTo(cluster.nodes());
        Browser.tokensRotate(cluster.first(), TOKENS_LIVE_SECONDS, GRACE_SECONDS);
        for (int i = 0; i < USERS; i++) {
            Browser.addUser(cluster.first(), "user" + i);
        }
        for (int i = 0; i < VISITORS; i++) {
            visitors.add(new Visitor(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        for (int caller = 0; caller < CALLERS; caller++) {
            int from = caller;
            threads.execute(() -> ask(from));
        }
        try {
            faults(Instant.now().plus(time));
        } finally {
            over = true;
            threads.shutdown();
        }
        if (!threads.awaitTermination(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the callers do not end");
        }
        for (Visitor visitor : visitors) {
            visitor.visitWhenAllIsWell();
        }
        for (DemoServer node : cluster.nodes()) {
            countErrors(node);
        }
        return report(project, time);
    }

    /** One at a time, each for some seconds, with time between them in which everything has to recover. */
    private void faults(Instant end) throws Exception {
        Random random = new Random(42);
        while (Instant.now().isBefore(end)) {
            pause(4 + random.nextInt(6));
            Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
            fault.happen(this, random);
            count("fault " + fault);
        }
        pause(10);
    }

    private String report(String project, Duration time) throws IOException, InterruptedException {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((kind, count) -> counts.put(kind, count.sum()));
        return String.format(
                "# Soak of %d nodes on %s%n%n%s, JDK %s, %s, %d browsers of %d users, %d callers, tokens live %d s, refresh"
                        + " tokens rotate with a grace period of %d s, %d calls of %s.%n%n| answer | count |%n|---|---|%n%s",
                NODES,
                project,
                LocalDate.now(),
                Runtime.version(),
                time,
                VISITORS,
                USERS,
                CALLERS,
                TOKENS_LIVE_SECONDS,
                GRACE_SECONDS,
                cluster.first().calls(REFRESH),
                REFRESH,
                counts.entrySet().stream()
                        .map(count -> "| " + count.getKey() + " | " + count.getValue() + " |\n")
                        .collect(Collectors.joining()));
    }

    private void count(String kind) {
        answers.computeIfAbsent(kind, first -> new LongAdder()).increment();
    }

    /** Each caller has visitors of its own, so that their cookie jars are not shared. */
    private void ask(int from) {
        Random random = new Random(from);
        while (!over) {
            try {
                visitors.get(from + CALLERS * random.nextInt(VISITORS / CALLERS))
                        .visit(random);
                Thread.sleep(20);
            } catch (IOException e) { // a node was killed
                count("no answer");
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) { // or the caller would end, and nobody would miss it
                count("WRONG: a caller failed: " + e);
            }
        }
    }

    /** Somebody with a browser. */
    private final class Visitor {

        private final String username;
        private final String application;
        private ClusterVisitor browser;
        private Instant since = Instant.MIN;
        private boolean signedIn;

        Visitor(int number) {
            username = "user" + number % USERS;
            application = number / CALLERS % 2 == 0 ? ClusterVisitor.COOKIES : ClusterVisitor.SHARED;
            browser = new ClusterVisitor(cluster, application);
        }

        void visit(Random random) throws IOException, InterruptedException {
            if (!signedIn) {
                signIn();
            } else if (random.nextInt(300) == 0) {
                signOut();
            } else {
                ask();
            }
        }

        /** A fault may prevent it. */
        private void signIn() throws IOException, InterruptedException {
            browser = new ClusterVisitor(cluster, application);
            int status = browser.signIn(username).statusCode();
            since = Instant.now();
            signedIn = status == 200;
            count("sign-in ", status);
        }

        private void signOut() throws IOException, InterruptedException {
            int status = browser.signOut("").statusCode();
            signedIn = false;
            count("sign-out ", status);
        }

        void visitWhenAllIsWell() throws IOException, InterruptedException {
            if (!signedIn) {
                signIn();
            }
            int status = browser.visit("/api/session").statusCode();
            ClusterSoakRun.this.count(application + (status == 200 ? " 200" : " WRONG: " + status) + " at the end");
        }

        private void ask() throws IOException, InterruptedException {
            int cookies = browser.jar().size();
            HttpResponse<String> answer = browser.visit("/api/session");
            int status = answer.statusCode();
            if (status == 200 && !answer.body().startsWith(username + " ")) {
                ClusterSoakRun.this.count("WRONG: " + application + ", the session of another user");
            } else if (browser.jar().size() < cookies) {
                ClusterSoakRun.this.count("WRONG: " + application + ", cookies deleted");
                signedIn = false;
            } else if (status == 401) {
                boolean lost = application.equals(ClusterVisitor.SHARED) && !since.isAfter(emptied);
                ClusterSoakRun.this.count(
                        application + (lost ? " 401 after the store had lost everything" : " WRONG: signed out"));
                signedIn = false;
            } else {
                count("", status);
            }
        }

        /** Somebody who could not be checked is told so. */
        private void count(String what, int status) {
            ClusterSoakRun.this.count(
                    application + (status == 200 || status == 503 ? " " : " WRONG: ") + what + status);
        }
    }
}
