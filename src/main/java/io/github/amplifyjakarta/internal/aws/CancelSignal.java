package io.github.amplifyjakarta.internal.aws;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Cancels calls early. The signal is a stage of the application that completes, normally or exceptionally. */
public final class CancelSignal {

    /** The signal of calls that cannot be cancelled. */
    public static final CancelSignal NONE = new CancelSignal(null);

    private final @Nullable CompletionStage<?> stage;

    private CancelSignal(@Nullable CompletionStage<?> stage) {
        this.stage = stage;
    }

    public static CancelSignal of(CompletionStage<?> stage) {
        return new CancelSignal(stage);
    }

    public static CancelSignal of(Optional<CompletionStage<?>> stage) {
        return stage.map(CancelSignal::of).orElse(NONE);
    }

    /** {@return whether the call must end or must not start} */
    public boolean isGiven() {
        return stage != null && stage.toCompletableFuture().isDone();
    }

    /**
     * Runs work when the signal is given. A signal may outlive many calls, and must not keep them reachable longer than
     * necessary.
     *
     * @return an action that withdraws the work
     */
    public Runnable onGiven(Runnable work) {
        if (stage == null) {
            return () -> {};
        }
        AtomicReference<@Nullable Runnable> wanted = new AtomicReference<>(work);
        var unused = stage.whenComplete((done, error) -> {
            Runnable now = wanted.getAndSet(null);
            if (now != null) {
                now.run();
            }
        });
        return () -> wanted.set(null);
    }
}
