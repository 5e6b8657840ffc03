package io.github.amplifyjakarta.sandbox;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process that ends another one, with all that this has started, as soon as the process that has started the guard ends. It
 * notices that by its standard input: the operating system closes the pipe, even where the other end was killed.
 */
final class ProcessGuard {

    /** A server may still need its AWS while it ends, and takes some time. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private ProcessGuard() {}

    /** {@return the guard of a process, which is a small Java virtual machine} */
    static Process start(long pid) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        ProcessGuard.class.getName(),
                        String.valueOf(pid)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** {@return where this class is from} In a build tool that is not on the virtual machine's own class path. */
    private static String classPath() throws IOException {
        try {
            return Path.of(ProcessGuard.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Optional<ProcessTree> guarded =
                ProcessHandle.of(Long.parseLong(args[0])).map(ProcessTree::new);
        while (System.in.read() >= 0) {
            // nothing is sent
        }
        if (guarded.isPresent()) {
            guarded.get().end(GRACE);
        }
    }
}
