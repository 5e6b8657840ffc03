package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands of docs/quickstart.md and the files of its tutorials, word for word, in an empty folder. Maven's options for
 * all commands are in {@code .mvn}.
 */
final class QuickStart {

    private static final Pattern COMMANDS =
            Pattern.compile("(?m)^ *```sh\\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FILES =
            Pattern.compile("^`(src/main/[^`]+)`\\n\\n```[a-z]+\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern PROTECTED_PATHS =
            Pattern.compile("^amplify\\.auth\\.session\\.protected-paths=.*$", Pattern.MULTILINE);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path folder = Path.of("target/quickstart").toAbsolutePath();
    private final Path logs = Path.of("target").toAbsolutePath();
    private final int port = ServerProcess.freePorts(5);
    private final List<String> documented;

    /** Empties the folder. */
    QuickStart() throws IOException {
        documented = COMMANDS.matcher(page("quickstart.md"))
                .results()
                .map(QuickStart::text)
                .toList();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder.resolve(".mvn"));
        Files.write(folder.resolve(".mvn/maven.config"), options());
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("../../docs", name));
    }

    private static String text(MatchResult block) {
        return block.group(1).strip();
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "--batch-mode",
                "--no-transfer-progress",
                "-Dmaven.repo.local=" + System.getProperty("maven.repository"),
                "-Dhttp.port=" + port,
                "-Dmanagement.port=" + (port + 1),
                "-Ddebug.port=" + (port + 2),
                "-Dsandbox.port=" + (port + 3),
                "-Dsandbox.s3.port=" + (port + 4)));
        if (System.getProperty("maven.mode").equals("offline=true")) {
            options.add("--offline");
        }
        return options;
    }

    /** {@return the folder of the generated project} */
    Path project() {
        return folder.resolve("orders");
    }

    /** {@return where the application answers} */
    URI application() {
        return URI.create("http://localhost:" + port + "/orders/");
    }

    /** Generates the project. */
    void generate() throws IOException, InterruptedException {
        String command = documented.stream()
                .filter(each -> each.startsWith("mvn archetype:generate "))
                .findFirst()
                .orElseThrow();
        end("generate", folder, command);
    }

    /** Adds the files of a tutorial to the project, and protects its page. */
    void follow(String tutorial) throws IOException {
        String page = page(tutorial);
        List<MatchResult> files = FILES.matcher(page).results().toList();
        assertTrue(files.size() >= 2, files.size() + " files in " + tutorial);
        for (MatchResult file : files) {
            String name = file.group(1);
            String line = name.endsWith(".java") ? "package com.example;\n\n" : "";
            Files.writeString(project().resolve(name), line + file.group(2));
        }
        Path configuration = project().resolve("src/main/resources/META-INF/microprofile-config.properties");
        String line = PROTECTED_PATHS
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
        Files.writeString(
                configuration,
                PROTECTED_PATHS.matcher(Files.readString(configuration)).replaceFirst(line));
    }

    /** Takes the files of a tutorial out of the project again. */
    void forget(String tutorial) throws IOException {
        for (MatchResult file : FILES.matcher(page(tutorial)).results().toList()) {
            Files.deleteIfExists(project().resolve(file.group(1)));
        }
    }

    /** Runs a command of the page to its good end, in the project's folder. */
    void run(String log, String command) throws IOException, InterruptedException {
        end(log, project(), documented(command));
    }

    /** Starts a command of the page, in the project's folder. */
    RunningCommand start(String log, String command) throws IOException {
        return start(log, project(), documented(command));
    }

    private String documented(String command) {
        assertTrue(documented.contains(command), command + " is not in " + documented);
        return command;
    }

    private void end(String log, Path where, String command) throws IOException, InterruptedException {
        try (RunningCommand process = start(log, where, command)) {
            assertTrue(process.endsWithin(LIMIT), command + " runs after " + LIMIT);
            String output = Files.readString(logs.resolve(log + ".log"));
            assertTrue(output.contains("BUILD SUCCESS"), output);
        }
    }

    private RunningCommand start(String log, Path where, String command) throws IOException {
        ServerProcess process = new ServerProcess(
                logs.resolve(log + ".log"),
                List.of(
                        "sh",
                        "-c",
                        "cd \"$1\" && export PATH=\"$2/bin:$PATH\" JAVA_HOME=\"$3\" && exec " + command,
                        "sh",
                        where.toString(),
                        System.getProperty("maven.home"),
                        System.getProperty("java.home")));
        return new RunningCommand(process, logs.resolve(log + "-guard.log"));
    }
}
