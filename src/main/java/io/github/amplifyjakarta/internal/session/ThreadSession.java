package io.github.amplifyjakarta.internal.session;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session that a thread works for: the session of its request, or the session that a task was given. It is stored
 * with the thread and not in CDI. Servers capture the context of a task even while CDI starts, and Open Liberty hangs
 * at startup when CDI is called then.
 */
public final class ThreadSession {

    private static final ThreadLocal<@Nullable Work> CURRENT = new ThreadLocal<>();

    private record Work(Optional<RequestSession> session) {}

    private ThreadSession() {}

    /**
     * {@return the session of this thread; empty for a task that was given none}
     *
     * @param unknown called when this thread was given neither a session nor "none"
     */
    public static Optional<RequestSession> orElse(Supplier<Optional<RequestSession>> unknown) {
        Work work = CURRENT.get();
        return work == null ? unknown.get() : work.session();
    }

    /**
     * Gives this thread a session until the thread runs the returned action.
     *
     * @param session the session; empty means none, even when the thread's request has one
     */
    public static Runnable give(Optional<RequestSession> session) {
        Work before = CURRENT.get();
        CURRENT.set(new Work(session));
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }
}
