package io.github.amplifyjakarta.it.ownaws;

import io.github.amplifyjakarta.it.suite.DemoBuild;
import io.github.amplifyjakarta.it.suite.StandaloneServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The command of docs/own-aws.md: tries everything against the reader's own AWS, and prints a table. */
public final class OwnAws {

    private static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;

    private final ProofSettings settings;
    private final PrintStream out;
    private final Redaction redaction;

    private OwnAws(ProofSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.redaction = new Redaction(
                Stream.of(settings.password(), System.getenv().getOrDefault("AMPLIFY_AUTH_USER_POOL_CLIENT_SECRET", ""))
                        .flatMap(secret -> Stream.of(secret.split(",")).map(String::strip))
                        .toList());
    }

    /**
     * Takes the folder with the integration projects, and the folder for what it writes. With Maven's folder and its
     * local repository it builds what it starts; without them that was built before.
     */
    public static void main(String[] args) throws InterruptedException {
        // Maven may be killed, and then it takes nobody with it
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(FAILED)));
        System.exit(run(args));
    }

    private static int run(String[] args) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        Path target = Path.of(args[1]);
        try {
            Files.createDirectories(target);
            Files.deleteIfExists(passedMark(target));
        } catch (IOException e) {
            System.out.println("The folder " + target + " cannot be written: " + e.getMessage());
            return FAILED;
        }
        List<String> problems = ProofSettings.problems(environment);
        if (!problems.isEmpty()) {
            System.out.println();
            problems.forEach(System.out::println);
            System.out.println();
            System.out.print(ProofSettings.USAGE);
            return WRONG_SETTINGS;
        }
        OwnAws command = new OwnAws(ProofSettings.of(environment), System.out);
        try {
            return command.run(Path.of(args[0]), target, List.of(args).subList(2, args.length));
        } catch (IOException | RuntimeException e) {
            System.out.println();
            System.out.println(command.redaction.line(String.valueOf(e.getMessage())));
            return FAILED;
        }
    }

    /** {@return the file that is there after a proof that has passed} Maven would print a stack trace for an exit code. */
    private static Path passedMark(Path target) {
        return target.resolve("passed");
    }

    private int run(Path it, Path target, List<String> maven) throws IOException, InterruptedException {
        out.printf("""

                Cognito's app client has to know these two URLs:

                  allowed callback URL   %s
                  allowed sign-out URL   %s

                """, settings.signInCallback(), settings.signOutCallback());
        if (!StandaloneServer.isFree(settings.port())) {
            out.println("Port " + settings.port() + " is taken. Stop what listens there, or set AMPLIFY_PROOF_PORT and"
                    + " register the URLs of that port.");
            return FAILED;
        }
        if (maven.size() == 2) {
            out.println("Building the library and the application, and getting " + StandaloneServer.displayName());
            new DemoBuild(it, Path.of(maven.get(0)), Path.of(maven.get(1)), "-Pproof").run();
            out.println();
        }
        Path log = target.resolve("server.log");
        Table table = new Table(out, redaction);
        table.head();
        try (StandaloneServer server = new StandaloneServer(it, "proof", settings.port(), log)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            new Proof(settings, server, table).run();
        } finally {
            table.foot();
            out.println("  The server's log is " + log);
        }
        if (table.passed()) {
            Files.createFile(passedMark(target));
        }
        return table.passed() ? 0 : FAILED;
    }
}
