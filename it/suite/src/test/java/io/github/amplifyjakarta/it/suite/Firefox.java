package io.github.amplifyjakarta.it.suite;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The distribution's Firefox with a new profile, controlled over WebDriver BiDi. Playwright supports only its own Firefox
 * build. Not thread-safe.
 */
final class Firefox implements AutoCloseable, WebSocket.Listener {

    private static final Path PROGRAM = Path.of("/usr/bin/firefox-esr");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path profile = Files.createTempDirectory("firefox");
    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final StringBuilder received = new StringBuilder();
    private final Thread atExit = new Thread(this::end);
    private String tab;

    Firefox() throws IOException {
        // without DNS it reaches only loopback, and not the services that it contacts at startup
        Files.writeString(profile.resolve("user.js"), "user_pref(\"network.dns.disabled\", true);\n");
        ProcessBuilder builder = new ProcessBuilder(
                PROGRAM.toString(),
                "--headless",
                "--no-remote",
                "--profile",
                profile.toString(),
                "--remote-debugging-port",
                "0",
                "about:blank");
        builder.environment().put("HOME", profile.toString()); // root may not run it in the home of another user
        builder.environment()
                .put("MOZ_CRASHREPORTER_DISABLE", "1"); // prevents programs that are not its child processes
        process = builder.redirectErrorStream(true)
                .redirectOutput(profile.resolve("log.txt").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            URI address = URI.create("ws://127.0.0.1:" + port() + "/session");
            socket = await(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this));
            command("session.new", Map.of("capabilities", Map.of()));
            tab = tabs().get(0).getAsJsonObject().get("context").getAsString();
        } catch (RuntimeException | IOException e) {
            close();
            throw e;
        }
    }

    /** Reports a test as skipped where there is no Firefox. */
    static void assumeThere() {
        assumeTrue(Files.isExecutable(PROGRAM), "no " + PROGRAM + ": the tests with it are skipped");
    }

    /** Returns when the page is loaded completely, after any redirects by status code. */
    void navigate(URI uri) {
        command("browsingContext.navigate", Map.of("context", tab, "url", uri.toString(), "wait", "complete"));
    }

    /** Opens a tab and switches to it. {@return the previous tab, for {@link #use}} */
    String newTab() {
        String before = tab;
        tab = command("browsingContext.create", Map.of("type", "tab"))
                .get("context")
                .getAsString();
        return before;
    }

    void use(String otherTab) {
        tab = otherTab;
    }

    /** {@return the text of an element} */
    String text(String cssSelector) {
        return evaluate(element(cssSelector) + ".textContent.trim()");
    }

    void fill(String cssSelector, String value) {
        evaluate(element(cssSelector) + ".value = " + new Gson().toJson(value));
    }

    /** Clicks without waiting for the effect: see {@link #awaitUrl}. */
    void click(String cssSelector) {
        evaluate(element(cssSelector) + ".click()");
    }

    /** Goes back in the history without waiting until the page is loaded: see {@link #awaitUrl}. */
    void back() {
        evaluate("window.left = true");
        command("browsingContext.traverseHistory", Map.of("context", tab, "delta", -1));
    }

    /** Waits until a page, other than an error page, is loaded completely. {@return its URL} */
    String awaitUrl(Predicate<String> wanted) {
        String state = "";
        for (long end = System.nanoTime() + LIMIT.toNanos(); System.nanoTime() < end; pause()) {
            try {
                state = evaluate("(window.left ? 'left' : document.readyState) + ' ' + document.URL");
                String url = state.substring(state.indexOf(' ') + 1);
                if (state.startsWith("complete") && wanted.test(url)) {
                    return url;
                }
            } catch (IllegalStateException e) { // the page may close during the evaluation
                if (!process.isAlive()) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException("Firefox is at " + state);
    }

    private String evaluate(String javascript) {
        JsonObject result = command(
                "script.evaluate",
                Map.of("target", Map.of("context", tab), "expression", javascript, "awaitPromise", true));
        if (!result.get("type").getAsString().equals("success")) {
            throw new IllegalStateException(
                    result.getAsJsonObject("exceptionDetails").get("text").getAsString() + " in " + javascript);
        }
        JsonElement value = result.getAsJsonObject("result").get("value");
        return value == null ? "" : value.getAsString();
    }

    private static String element(String cssSelector) {
        return "document.querySelector(" + new Gson().toJson(cssSelector) + ")";
    }

    private JsonArray tabs() {
        return command("browsingContext.getTree", Map.of()).getAsJsonArray("contexts");
    }

    private JsonObject command(String method, Map<String, Object> parameters) {
        int id = answers.size() + 1;
        answers.put(id, new CompletableFuture<>());
        await(socket.sendText(new Gson().toJson(Map.of("id", id, "method", method, "params", parameters)), true));
        JsonObject answer = await(answers.get(id));
        if (!answer.get("type").getAsString().equals("success")) {
            throw new IllegalStateException(method + ": " + answer);
        }
        return answer.getAsJsonObject("result");
    }

    private <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "no answer of Firefox, which is " + (process.isAlive() ? "alive" : "dead"), e);
        }
    }

    /** Firefox chooses a free port and writes it to a file of its profile. */
    private int port() throws IOException {
        for (long end = System.nanoTime() + LIMIT.toNanos(); process.isAlive() && System.nanoTime() < end; pause()) {
            try {
                String written = Files.readString(profile.resolve("WebDriverBiDiServer.json"));
                return JsonParser.parseString(written)
                        .getAsJsonObject()
                        .get("ws_port")
                        .getAsInt();
            } catch (IOException | JsonParseException | IllegalStateException e) {
                continue; // the file is missing or incomplete
            }
        }
        throw new IllegalStateException("Firefox did not start: " + Files.readString(profile.resolve("log.txt")));
    }

    private static void pause() {
        LockSupport.parkNanos(50_000_000);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        received.append(data);
        if (last) {
            JsonObject answer = JsonParser.parseString(received.toString()).getAsJsonObject();
            received.setLength(0);
            if (answer.has("id") && !answer.get("id").isJsonNull()) {
                answers.get(answer.get("id").getAsInt()).complete(answer);
            }
        }
        return WebSocket.Listener.super.onText(webSocket, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        onError(webSocket, new IOException("closed with " + status + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        answers.values().forEach(answer -> answer.completeExceptionally(error));
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    /** Kills the process, because the profile is not kept. */
    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly()
                .onExit()
                .completeOnTimeout(process, 10, SECONDS)
                .join();
        try (Stream<Path> paths = Files.exists(profile) ? Files.walk(profile) : Stream.empty()) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
