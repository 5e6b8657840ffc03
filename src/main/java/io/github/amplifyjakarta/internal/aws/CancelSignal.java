package io.github.amplifyjakarta.internal.aws;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What ends calls early: a stage of the application's that completes, however it does. */
public final class CancelSignal {

    /** The signal of calls that nothing ends. */
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

    /** {@return whether the call is to end, or not to begin} */
    public boolean isGiven() {
        return stage != null && stage.toCompletableFuture().isDone();
    }

    /**
     * Does something when the signal is given. A signal may outlive many calls, and keeps none longer than it takes.
     *
     * @return what says that it need not be done any more
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
