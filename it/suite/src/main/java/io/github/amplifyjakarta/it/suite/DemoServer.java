package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sandbox and an application server with the demo application, each its own process. */
final class DemoServer implements AutoCloseable {

    static final String POOL = "eu-central-1_Sandbox01";

    private final ApplicationServer server = ApplicationServer.current();
    private final List<ServerProcess> processes = new ArrayList<>();
    private final List<ServerProcess> guards = new ArrayList<>();
    private final Path it;
    private final String instance;
    private final int port;
    private final int sandboxPort;
    private final int s3Port;
    private final int managementPort;
    private final List<String> scenarios;
    private final List<String> withSignIns = new ArrayList<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private URI address;

    /** The folder of the server's program; other nodes use the same. */
    private String home;

    /**
     * @param it the folder with the integration projects, built
     * @param instance the name of the server's instance; a server of that name in the target folder is taken for it
     * @param port where the application answers
     * @param sandboxPort where the sandbox answers
     * @param s3Port where its S3 answers
     * @param managementPort for the server's own use
     * @param scenarios applications to deploy beside the demo: projects, or configurations of the scenario application
     */
    DemoServer(
            Path it, String instance, int port, int sandboxPort, int s3Port, int managementPort, String... scenarios) {
        this.instance = instance;
        this.s3Port = s3Port;
        this.managementPort = managementPort;
        this.scenarios = List.of(scenarios);
        this.it = it;
        this.port = port;
        this.sandboxPort = sandboxPort;
        this.address = origin();
        this.home = instance;
    }

    /** For tests, which run in this project's folder. */
    static DemoServer onFreePorts(String instance, String... scenarios) {
        return onFreePorts(projects(), instance, scenarios);
    }

    /** {@return the folder with the integration projects, for tests, which run in one of them} */
    static Path projects() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    static DemoServer onFreePorts(Path it, String instance, String... scenarios) {
        return new DemoServer(
                it,
                instance,
                ServerProcess.freePort(),
                ServerProcess.freePort(),
                ServerProcess.freePort(),
                ServerProcess.freePort(),
                scenarios);
    }

    /** Gives the applications one more property. */
    DemoServer with(String property, String value) {
        others.put(property, value);
        return this;
    }

    /** Lets users sign in at an application too, and not at the demo only. */
    DemoServer signingInAt(String application) {
        withSignIns.add(application);
        return this;
    }

    /** Browsers find it at another address. */
    DemoServer behind(URI proxy) {
        address = proxy;
        return this;
    }

    /** {@return another node of the same applications, with the same sandbox} */
    DemoServer otherNode(String name) {
        DemoServer node = new DemoServer(
                it,
                name,
                ServerProcess.freePort(),
                sandboxPort,
                s3Port,
                ServerProcess.freePort(),
                scenarios.toArray(String[]::new));
        others.forEach(node::with);
        node.home = home;
        return node.behind(address);
    }

    /** {@return where browsers find it} */
    URI address() {
        return address;
    }

    URI origin() {
        return URI.create("http://localhost:" + port);
    }

    URI sandbox() {
        return URI.create("http://localhost:" + sandboxPort);
    }

    /** {@return how often the sandbox was asked for an operation} */
    int calls(String operation) throws IOException, InterruptedException {
        Matcher count = Pattern.compile("\"" + operation + "\":(\\d+)").matcher(counts());
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    /** {@return how often the sandbox was asked for anything} */
    long calls() throws IOException, InterruptedException {
        return Pattern.compile(":(\\d+)")
                .matcher(counts())
                .results()
                .mapToLong(count -> Long.parseLong(count.group(1)))
                .sum();
    }

    private String counts() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(sandbox().resolve("/sandbox/calls")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** {@return where MicroProfile Health answers} */
    URI readiness() {
        return server.readiness(port, managementPort);
    }

    /** {@return what the application server has logged} */
    String log() throws IOException {
        return Files.readString(server.log(target(), instance));
    }

    /** {@return the folder with the logs of all processes} */
    Path logs() {
        return target();
    }

    void start() throws IOException, InterruptedException {
        startSandbox();
        startApplications();
    }

    void startSandbox() throws IOException, InterruptedException {
        List<URI> applications = new ArrayList<>();
        withSignIns.forEach(application -> applications.add(address.resolve("/" + application)));
        applications.add(address); // the last one is the first of all
        processes.add(ServerProcess.sandbox(
                it, target().resolve(instance + "-sandbox.log"), sandboxPort, s3Port, applications));
    }

    private Path target() {
        return it.resolve(server.project()).resolve("target");
    }

    void startApplications() throws IOException, InterruptedException {
        ServerProcess process = startServer(Map.of("demo", it.resolve("demo/target/demo.war")));
        process.awaitAnswer(origin());
        awaitScenarios(process);
    }

    /** Without the demo, and without the sandbox. */
    void startScenarios() throws IOException, InterruptedException {
        awaitScenarios(startServer(Map.of()));
    }

    private void awaitScenarios(ServerProcess process) throws IOException, InterruptedException {
        for (String scenario : scenarios) {
            process.awaitAnswer(origin().resolve(scenario.endsWith("-root") ? "/" : "/" + scenario + "/"));
        }
    }

    private ServerProcess startServer(Map<String, Path> others) throws IOException {
        Path target = target();
        Map<String, Path> applications = new LinkedHashMap<>(others);
        for (String scenario : scenarios) {
            applications.put(scenario, archive(scenario));
        }
        Path own = target.resolve(home);
        Path program = Files.isDirectory(own) ? own : target.resolve("server");
        server.deploy(program, instance, applications);
        ServerProcess process = new ServerProcess(
                target.resolve(instance + ".log"),
                server.command(program, instance, configuration(), port, managementPort));
        processes.add(process);
        guards.add(ServerProcess.guard(it, target.resolve(instance + "-guard.log"), process));
        return process;
    }

    /** Ends the application server at once (SIGKILL), as a broken machine does. */
    void kill() throws InterruptedException {
        applications().kill();
        guards.remove(guards.size() - 1).close();
    }

    /** {@return the application server, which was started last} */
    ServerProcess applications() {
        return processes.get(processes.size() - 1);
    }

    /** Of a project of that name, or a configuration of one that has several. */
    private Path archive(String application) {
        return Stream.of(
                        application + "/target/" + application,
                        "scenarios/target/scenarios-1-" + application,
                        "paths/target/" + application,
                        "cluster/target/cluster-" + application,
                        "bench/target/bench-1-" + application)
                .map(name -> it.resolve(name + ".war"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(application + ".war was not built below " + it));
    }

    /** The application's file names the real AWS; this points it to the sandbox. */
    private Map<String, String> configuration() {
        Map<String, String> configuration = new LinkedHashMap<>(sandbox(sandbox(), POOL));
        configuration.put("amplify.storage.endpoint", "http://localhost:" + s3Port);
        configuration.put("amplify.storage.path-style", "true");
        configuration.put("amplify.api.graphql.endpoint", sandbox() + "/graphql");
        configuration.put("amplify.api.graphql.region", "eu-central-1");
        configuration.put("amplify.api.events.endpoint", sandbox() + "/event");
        configuration.put("amplify.api.events.region", "eu-central-1");
        configuration.put("amplify.api.rest.\"greetings\".region", "eu-central-1");
        configuration.put("amplify.api.rest.\"greetings\".endpoint", sandbox() + "/rest");
        configuration.put("amplify.app.origin", address.toString());
        configuration.put("amplify.auth.oauth.redirect-sign-in", address + "/api/auth/sign-in-callback");
        configuration.put("amplify.auth.oauth.redirect-sign-out", address + "/api/auth/sign-out-callback");
        configuration.putAll(others);
        return configuration;
    }

    /**
     * {@return the configuration of an application that uses a sandbox instead of AWS} Managed Login is another site
     * than the application, as it is in production: Strict cookies do not come back from there.
     */
    static Map<String, String> sandbox(URI sandbox, String pool) {
        return Map.of(
                "amplify.auth.user-pool-endpoint", sandbox + "/",
                "amplify.auth.identity-pool-endpoint", sandbox + "/",
                "amplify.auth.oauth.endpoint", "http://127.0.0.1:" + sandbox.getPort(),
                "amplify.auth.jwks-url", sandbox + "/" + pool + "/.well-known/jwks.json");
    }

    /** {@return the log of the first process that ends} */
    CompletableFuture<Path> end() {
        return CompletableFuture.anyOf(
                        processes.stream().map(ServerProcess::end).toArray(CompletableFuture[]::new))
                .thenApply(Path.class::cast);
    }

    /** {@return the log of the sandbox, when it has ended} */
    CompletableFuture<Path> sandboxEnd() {
        return processes.get(0).end();
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::stop);
        processes.forEach(ServerProcess::close);
        guards.forEach(ServerProcess::close);
    }
}
