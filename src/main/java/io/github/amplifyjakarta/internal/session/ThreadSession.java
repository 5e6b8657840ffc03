package io.github.amplifyjakarta.internal.session;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session that a thread works for: its request's, or the one that a task was given. Kept with the thread and not in
 * CDI, because servers ask what a task has to be given while CDI starts as well; Open Liberty's start hangs when CDI is
 * asked then.
 */
public final class ThreadSession {

    private static final ThreadLocal<@Nullable Work> CURRENT = new ThreadLocal<>();

    private record Work(Optional<RequestSession> session) {}

    private ThreadSession() {}

    /**
     * {@return the session of this thread; empty for a task that was given none}
     *
     * @param unknown asked when nobody has given this thread a session or none
     */
    public static Optional<RequestSession> orElse(Supplier<Optional<RequestSession>> unknown) {
        Work work = CURRENT.get();
        return work == null ? unknown.get() : work.session();
    }

    /**
     * Gives this thread a session until the returned action is run on it.
     *
     * @param session the session; empty: none, even where the thread's request has one
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
