package io.github.amplifyjakarta.secured;

import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;

/** A class of its own, because not every server has the API. */
final class Propagation {

    private Propagation() {}

    static ManagedExecutor executor() {
        // the session by name and without CDI, whose request scope has it too where Jakarta Security is at work
        return ManagedExecutor.builder()
                .propagated("AmplifySession", ThreadContext.APPLICATION)
                .cleared(ThreadContext.ALL_REMAINING)
                .build();
    }
}
