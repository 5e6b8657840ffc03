package io.github.amplifyjakarta.sandbox;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The command that starts the application's server, with the configuration in its environment. */
final class ApplicationCommand {

    private final List<String> command;
    private final Map<String, String> configuration;

    ApplicationCommand(List<String> command, Map<String, String> configuration) {
        this.command = command;
        this.configuration = configuration;
    }

    /** Runs it; it ends with this process, however this process ends. {@return its exit code} */
    int run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(
                    "the command is " + String.join(" ", command) + ", expected one that starts: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end of the command"));
        Process guard = ProcessGuard.start(process.pid());
        int code = process.waitFor();
        guard.destroy();
        return code;
    }

    private static void end(Process process) {
        try {
            new ProcessTree(process.toHandle()).end(ProcessGuard.GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return the configuration as environment variables (MicroProfile Config, "Environment Variables Mapping Rules")} */
    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        configuration.forEach((key, value) ->
                variables.put(key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
        return variables;
    }
}
