package io.github.amplifyjakarta.secured;

import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;

/** A class of its own, because not every server has the API. */
final class Propagation {

    private Propagation() {}

    static ManagedExecutor executor() {
        return ManagedExecutor.builder().propagated(ThreadContext.ALL_REMAINING).build();
    }
}
