package io.github.amplifyjakarta.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The command {@code java -jar sandbox.jar}; in a Maven build the main class for {@code exec:java}. */
public final class SandboxCommand {

    private static final int DOES_NOT_START = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private SandboxCommand() {}

    public static void main(String[] args) throws InterruptedException {
        List<String> arguments = List.of(args);
        List<String> own = CommandLine.own(arguments);
        try {
            if (own.contains("--help")) {
                System.out.print(usage());
            } else if (own.contains("--version")) {
                System.out.println("amplify-jakarta-sandbox " + version());
            } else {
                start(CommandLine.parse(arguments));
            }
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_ARGUMENTS);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(DOES_NOT_START);
        }
    }

    /** Listens until the process is stopped; with a command, until the command ends. */
    private static void start(Options options) throws IOException, InterruptedException {
        Sandbox sandbox = new Sandbox(options);
        options.parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        System.out.print(new StartMessage(version(), options, sandbox).text());
        if (!options.command().isEmpty()) {
            System.exit(new ApplicationCommand(options.command(), sandbox.configuration()).run());
        }
    }

    static String usage() throws IOException {
        try (InputStream text = SandboxCommand.class.getResourceAsStream("usage.txt")) {
            return new String(text.readAllBytes(), UTF_8);
        }
    }

    private static String version() {
        return Optional.ofNullable(SandboxCommand.class.getPackage().getImplementationVersion())
                .orElse("(not packed)");
    }
}
