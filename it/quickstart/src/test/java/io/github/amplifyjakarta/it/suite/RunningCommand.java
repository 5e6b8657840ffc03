package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of a user, with all that it has started. Nothing of it outlives this process. */
final class RunningCommand implements AutoCloseable {

    /** It may have to build the project, and to fetch and provision a server first. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private final ServerProcess process;
    private final ServerProcess guard;

    RunningCommand(ServerProcess process, Path guardLog) throws IOException {
        this.process = process;
        guard = ServerProcess.guard(Path.of("..").toAbsolutePath().normalize(), guardLog, process);
    }

    void awaitAnswer(URI uri) throws IOException, InterruptedException {
        process.awaitAnswer(uri, START_LIMIT);
    }

    boolean endsWithin(Duration limit) throws InterruptedException {
        return process.endsWithin(limit);
    }

    /** {@return the processes that it has started} */
    List<ProcessHandle> started() {
        return ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
    }

    /** Asks Maven alone to end, as a development environment does. */
    void stop() {
        process.stop();
    }

    /** Asks all processes to end, as a terminal does after Ctrl-C. */
    void interrupt() {
        List<ProcessHandle> started = started();
        process.stop();
        started.forEach(ProcessHandle::destroy);
    }

    static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle each : processes) {
            each.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> started = started();
        process.close();
        started.forEach(ProcessHandle::destroyForcibly);
        guard.close();
    }
}
