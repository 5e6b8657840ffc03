package io.github.amplifyjakarta.it.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs each target by Jazzer, in a process of its own. What it starts from is in {@code src/corpus}; what it finds new goes
 * to {@code target/corpus}, and an input that breaks something to {@code target}, from where it belongs into the corpus.
 */
public final class FuzzRun {

    private static final List<String> TARGETS = List.of(
            "Token",
            "Claims",
            "RequestUri",
            "CookieHeader",
            "Callback",
            "KeySetDocument",
            "AmplifyFileContent",
            "GraphQlReply",
            "S3Reply");

    private FuzzRun() {}

    /** Takes the seconds of each target, and the name of one, or nothing for all. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String only = args.length > 1 ? args[1] : "";
        List<String> failed = new ArrayList<>();
        for (String target : TARGETS) {
            if (only.isEmpty() || only.equals(target)) {
                Path found = Files.createDirectories(Path.of("target/corpus", target));
                Path known = Path.of("src/corpus", target);
                Process jazzer = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + FuzzRun.class.getPackageName() + "." + target,
                                "--instrumentation_includes=io.github.amplifyjakarta.internal.**:org.jose4j.**"
                                        + ":software.amazon.awssdk.protocols.**", // else every reply of S3 looks alike
                                "--custom_hook_includes=io.github.amplifyjakarta.internal.**:org.jose4j.**",
                                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery", // the sandbox
                                "--reproducer_path=target",
                                "-artifact_prefix=target/" + target + "-",
                                "-max_total_time=" + args[0],
                                "-max_len=20000",
                                "-print_final_stats=1",
                                "-timeout=60", // in seconds; the first call of the AWS SDK has its classes instrumented
                                found.toString(),
                                known.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(Path.of("target", target + ".log").toFile())
                        .start();
                int exit = jazzer.waitFor();
                String result = result(target, exit);
                System.out.println(target + ": " + result);
                if (exit != 0 || !result.matches("[1-9].*")) {
                    failed.add(target);
                }
            }
        }
        if (!failed.isEmpty()) {
            System.err.println("broken: " + failed + "; see target/*.log");
            System.exit(1);
        }
    }

    private static String result(String target, int exit) throws IOException {
        return Files.readAllLines(Path.of("target", target + ".log")).stream()
                .filter(line -> line.contains("number_of_executed_units"))
                .map(line -> line.replaceFirst(".*: *", "") + " inputs, exit " + exit)
                .findFirst()
                .orElse("exit " + exit);
    }
}
