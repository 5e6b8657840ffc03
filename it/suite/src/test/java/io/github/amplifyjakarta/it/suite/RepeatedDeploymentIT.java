package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Checks that a server releases an application after twenty redeployments, and after an undeployment during transfers. */
@ArquillianTest
class RepeatedDeploymentIT {

    /** The number of redeployments. A larger one ({@code -Dredeployments=60}) shows whether the retained memory grows. */
    private static final int TIMES = Integer.getInteger("redeployments", 20);

    /** Servers release an application some time after its undeployment, because of JSP caches, CDI caches and finalizers. */
    private static final int SETTLE_ROUNDS = 25;

    /**
     * The number of copies that the JDK and the servers retain, independent of the number of deployments. Heap dumps
     * ({@code -Dredeployments.dump=FILE}) show: java.lang.runtime.ObjectMethods.OBJECT_EQ retains the last record whose
     * equals was created. A logger of Open Liberty retains the class that requested it first. Each idle thread of WildFly
     * retains its last request until the thread ends after a minute.
     */
    private static final int REMEMBERED = 4;

    /** An enum of the library. It has instances as long as its class is loaded. */
    private static final Pattern OURS =
            Pattern.compile("(?m)\\sio\\.github\\.amplifyjakarta\\.internal\\.config\\.ConfigKey(?:\\s|$)");

    /** Threads of the library, of the JDK's HTTP client and of the AWS SDK. Numbers distinguish threads of one kind. */
    private static final Pattern OUR_THREADS =
            Pattern.compile("(?m)^\"((?:amplify|HttpClient-|idle-connection-reaper|sdk-)[^\"]*)\"");

    private static final int TRANSFERS = 20;

    /** Allows three attempts of 15 seconds. WildFly stops the application at once, Open Liberty after its requests. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final URI SERVER = URI.create("http://localhost:" + System.getProperty("http.port"));

    private static KeepAliveAws aws;
    private static StoreProcess store;

    @ArquillianResource
    Deployer deployer;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Deployment(name = "scenarios", testable = false, managed = false)
    static WebArchive scenarios() throws Exception {
        aws = new KeepAliveAws();
        store = StoreProcess.start(DemoServer.projects(), Path.of("target/redeployed-store.log"));
        WebArchive archive = ApplicationArchive.of(
                "redeployed",
                "storing",
                KeepAliveAws.POOL,
                aws.uri(),
                SERVER.toString(),
                Map.of(
                        "amplify.storage.bucket",
                        "files",
                        "amplify.storage.region",
                        "eu-central-1",
                        "amplify.storage.endpoint",
                        aws.uri().toString(),
                        "amplify.storage.path-style",
                        "true",
                        "amplify.http.request-timeout",
                        "PT15S",
                        "amplify.http.idle-timeout", // so that only the undeployment ends transfers on WildFly
                        "PT15S",
                        "amplify.cluster.url",
                        store.uri().toString()));
        try (Stream<Path> libraries = Files.list(Path.of("../cluster/target/cluster/WEB-INF/lib"))) {
            libraries
                    .filter(library -> library.getFileName().toString().matches("(jedis|commons-pool2)-.*"))
                    .forEach(library -> archive.addAsLibrary(library.toFile()));
        }
        return archive;
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
        aws.close();
    }

    private String answer(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(SERVER.resolve("/redeployed" + path));
    }

    /** Makes the library fetch the key set. */
    private String whoAmI() throws Exception {
        String cookie = "CognitoIdentityServiceProvider." + KeepAliveAws.CLIENT + ".";
        return answer(get("/api/who-am-i")
                .header("Cookie", cookie + "LastAuthUser=a; " + cookie + "a.accessToken=" + aws.accessToken("a")));
    }

    /** Makes the library fetch credentials and call S3. */
    private String files() throws Exception {
        return answer(get("/files"));
    }

    private static long serverProcess() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> String.join(" ", arguments))
                        .orElse("")
                        .matches("(?s).*(jboss-modules\\.jar|ws-server\\.jar).*"))
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    /** Runs jcmd on the server. A class histogram includes a full garbage collection. */
    private static String jcmd(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), serverProcess() + ""));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), answer);
        return answer;
    }

    /** {@return the number of loaded copies of one library class} */
    private static long copies() throws IOException, InterruptedException {
        return OURS.matcher(jcmd("GC.class_histogram")).results().count();
    }

    /** {@return the number of copies after the server has released the applications of other tests} */
    private static long copiesThatStay() throws IOException, InterruptedException {
        long copies = copies();
        for (int same = 0, i = 0; same < 2 && i < SETTLE_ROUNDS && copies > 0; i++) {
            Thread.sleep(2_000);
            long now = copies();
            same = now == copies ? same + 1 : 0;
            copies = now;
        }
        return copies;
    }

    private static Map<String, Long> threads() throws IOException, InterruptedException {
        return OUR_THREADS
                .matcher(jcmd("Thread.print"))
                .results()
                .map(found -> found.group(1).replaceAll("\\d+", "#"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    /** Idle server threads retain their last request. These requests make all of them retain the same application. */
    private void keepThreadsBusy() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 64)
                .mapToObj(i -> http.sendAsync(get("/index.html").build(), HttpResponse.BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals(200, answer.get(30, TimeUnit.SECONDS).statusCode());
        }
    }

    private static boolean isSettled(long copies, long others, Map<String, Long> threadsBefore)
            throws IOException, InterruptedException {
        return copies <= others + REMEMBERED
                && aws.openConnections() == 0
                && store.connections() == 0
                && threads().entrySet().stream()
                        .allMatch(kind -> kind.getValue() <= threadsBefore.getOrDefault(kind.getKey(), 0L));
    }

    @Test
    void releasesClassLoadersThreadsAndConnections() throws Exception {
        long others = copiesThatStay();
        Map<String, Long> threadsBefore = threads();
        int mostConnections = 0;
        Map<String, Long> mostThreads = Map.of();
        for (int i = 0; i < TIMES; i++) {
            deployer.deploy("scenarios");
            assertEquals("200 a", whoAmI());
            assertEquals("200 0 files", files());
            assertTrue(aws.openConnections() >= 2, "one of the library's own client and one of S3's");
            assertTrue(store.connections() >= 1, "the access token was looked up");
            mostConnections = Math.max(mostConnections, aws.openConnections());
            if (i == 0) {
                assertEquals(others + 1, copies(), "the histogram shows what it is asked for");
                mostThreads = threads();
                assertTrue(
                        mostThreads.keySet().containsAll(Set.of("amplify-http", "idle-connection-reaper")),
                        "these threads are looked for by names that they have: " + mostThreads);
            }
            deployer.undeploy("scenarios");
            assertTrue(whoAmI().startsWith("404 "), "it is gone");
        }
        deployer.deploy("scenarios");
        keepThreadsBusy();
        deployer.undeploy("scenarios"); // while the S3 client is being created
        long copies = copies();
        for (int i = 0; i < SETTLE_ROUNDS && !isSettled(copies, others, threadsBefore); i++) {
            Thread.sleep(4_000);
            copies = copies();
        }
        String dump = System.getProperty("redeployments.dump"); // an absolute path, to find what retains the copies
        if (dump != null) {
            jcmd("GC.heap_dump", dump);
        }
        assertTrue(
                copies <= others + REMEMBERED, copies + " copies of the application, " + others + " of them others'");
        assertEquals(0, aws.openConnections(), "connections to AWS, of " + mostConnections);
        assertEquals(0, store.connections(), "connections to the store");
        Map<String, Long> threads = threads();
        assertTrue(
                isSettled(copies, others, threadsBefore),
                threads + " threads, before " + threadsBefore + ", in use " + mostThreads);
        System.out.println(TIMES + " redeployments: " + (copies - others) + " copies, " + aws.openConnections()
                + " connections (of " + mostConnections + ") and threads " + threads + " (of " + mostThreads
                + ", before " + threadsBefore + ") stay");
    }

    /** {@return the status code of a transfer, or {@code broken off} if its connection failed} */
    private CompletableFuture<String> transfer(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .handle((answer, error) -> error == null ? String.valueOf(answer.statusCode()) : "broken off");
    }

    private static void await(IntSupplier number, int expected, String what) throws InterruptedException {
        for (int i = 0; i < 300 && number.getAsInt() < expected; i++) {
            Thread.sleep(100);
        }
        assertEquals(expected, number.getAsInt(), what);
    }

    @Test
    void endsTransfersOnUndeployment() throws Exception {
        long others = copiesThatStay();
        Map<String, Long> threadsBefore = threads();
        deployer.deploy("scenarios");
        assertEquals("200 0 files", files());
        List<CompletableFuture<String>> uploads = new ArrayList<>();
        List<CompletableFuture<String>> downloads = new ArrayList<>();
        for (int i = 0; i < TRANSFERS; i++) {
            uploads.add(transfer(
                    get("/files?name=up-" + i).PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[(5 << 20) + 1]))));
            downloads.add(transfer(get("/files?name=down-" + i)));
        }
        await(aws::hangingUploads, TRANSFERS, "uploads under way");
        await(aws::unfinishedObjects, TRANSFERS, "downloads under way");
        assertTrue(uploads.stream().noneMatch(CompletableFuture::isDone), "uploads are under way: " + uploads);
        assertTrue(downloads.stream().noneMatch(CompletableFuture::isDone), "downloads are under way: " + downloads);
        long start = System.nanoTime();
        deployer.undeploy("scenarios");
        Map<String, Long> ends = new TreeMap<>();
        for (CompletableFuture<String> upload : uploads) {
            String end = upload.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertTrue(end.equals("503") || end.equals("502"), end);
            ends.merge("upload " + end, 1L, Long::sum);
        }
        for (CompletableFuture<String> download : downloads) {
            assertEquals("broken off", download.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertEquals(TRANSFERS, aws.abortedUploads(), "uploads that were taken back");
        aws.giveUp();
        long copies = copies();
        for (int i = 0; i < SETTLE_ROUNDS && !isSettled(copies, others, threadsBefore); i++) {
            Thread.sleep(4_000);
            copies = copies();
        }
        assertTrue(
                isSettled(copies, others, threadsBefore),
                copies + " copies, " + others + " of them others', " + aws.openConnections() + " connections, "
                        + threads() + " threads, before " + threadsBefore);
        System.out.println("undeployed with " + TRANSFERS + " uploads and " + TRANSFERS + " downloads under way: "
                + ends + " within " + millis + " ms, " + (copies - others) + " copies stay");
    }
}
