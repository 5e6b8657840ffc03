package io.github.amplifyjakarta.it.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The build of what the demo command and the proof start: {@code it/demo-build}, in one Maven of its own. */
public final class DemoBuild {

    /** What Maven prints when it begins a project. */
    private static final Pattern PROJECT = Pattern.compile("\\[INFO\\] Building (.+) \\S+ +\\[(\\d+)/(\\d+)\\]");

    private static final Pattern SETTINGS_OR_OFFLINE =
            Pattern.compile("(?<!\\S)(?:(?:-s|--settings|-gs|--global-settings)[ =]\\S+|-o|--offline)(?!\\S)");

    private static final int LAST_LINES = 30;

    private final Path it;
    private final Path maven;
    private final Path repository;
    private final List<String> more;

    /**
     * @param it the folder with the integration projects
     * @param maven Maven's folder
     * @param repository its local repository
     * @param more further arguments for Maven
     */
    public DemoBuild(Path it, Path maven, Path repository, String... more) {
        this.it = it;
        this.maven = maven;
        this.repository = repository;
        this.more = List.of(more);
    }

    /** Prints a line for each project; all of Maven's output is in a file. */
    public void run() throws IOException, InterruptedException {
        Path log = it.resolve("demo-build/target/build.log");
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(it.resolve("demo-build").toFile())
                .redirectErrorStream(true);
        // a password is nobody's business there, and Maven's debug log shows its environment
        builder.environment().keySet().removeIf(name -> name.startsWith("AMPLIFY_"));
        Process build = builder.start();
        Thread stop = new Thread(build::destroy, "stop-build");
        Runtime.getRuntime().addShutdownHook(stop);
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(build.getInputStream(), Charset.defaultCharset()));
                PrintWriter file = new PrintWriter(Files.newBufferedWriter(log))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.println(line);
                last.add(line);
                if (last.size() > LAST_LINES) {
                    last.remove();
                }
                Matcher project = PROJECT.matcher(line);
                if (project.matches()) {
                    System.out.printf("      %s of %s: %s%n", project.group(2), project.group(3), project.group(1));
                }
            }
        }
        if (build.waitFor() != 0) {
            throw new IOException(String.join(System.lineSeparator(), last) + System.lineSeparator()
                    + "The build of the demo failed; all of its output is in " + log);
        }
        Runtime.getRuntime().removeShutdownHook(stop);
    }

    private List<String> command() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>(List.of(
                maven.resolve(windows ? "bin/mvn.cmd" : "bin/mvn").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                // the server is fetched while the library is compiled
                "--threads=2",
                "-Pdemo-build",
                "-Dserver=" + ApplicationServer.current().project(),
                "-Dmaven.repo.local=" + repository,
                "install"));
        // Maven's script hands its own arguments on: settings with a mirror, and offline mode, hold here too
        Matcher given = SETTINGS_OR_OFFLINE.matcher(System.getenv().getOrDefault("MAVEN_CMD_LINE_ARGS", ""));
        while (given.find()) {
            command.addAll(List.of(given.group().trim().split("[ =]+")));
        }
        command.addAll(more);
        return command;
    }
}
