package io.github.amplifyjakarta.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A process and those that it has started. */
final class ProcessTree {

    private static final int POLL_MILLIS = 50;

    private final ProcessHandle root;

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /**
     * Ends all of them. A shell, for example, does not pass on that it shall end.
     *
     * @param grace how long they may take, before they are killed
     */
    void end(Duration grace) throws InterruptedException {
        List<ProcessHandle> all = alive();
        all.forEach(ProcessHandle::destroy);
        Instant limit = Instant.now().plus(grace);
        while (all.stream().anyMatch(ProcessTree::runs) && Instant.now().isBefore(limit)) {
            Thread.sleep(POLL_MILLIS);
        }
        Stream.concat(all.stream(), alive().stream())
                .filter(ProcessHandle::isAlive)
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** A process that has ended is called alive until somebody asks for its exit code, which in a container nobody may do. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private List<ProcessHandle> alive() {
        return Stream.concat(Stream.of(root), root.descendants())
                .filter(ProcessHandle::isAlive)
                .toList();
    }
}
