package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import io.github.amplifyjakarta.internal.transport.SingleFlight;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Makes the calls of a step on another thread, and waits for them for a limited time. */
final class UserPoolCalls {

    private final ServiceCalls calls;
    private final SingleFlight<Object, ChallengeFlow.Outcome> answers;

    UserPoolCalls(ServiceCalls calls) {
        this.calls = calls;
        this.answers = new SingleFlight<>(calls);
    }

    /** The calls of a step. */
    interface Task<T> {

        T run() throws AwsError, HttpFailure, StepFailure;
    }

    /**
     * {@return the result of a step}
     *
     * @param unclaimed takes a result for which nobody has waited long enough
     */
    <T> T call(Task<T> task, Consumer<T> unclaimed) throws StepFailure {
        CompletableFuture<T> result = new CompletableFuture<>();
        calls.start(task::run, result);
        boolean ended = calls.await(result);
        if (!ended) {
            var unused = result.thenAccept(unclaimed);
        }
        return result(result, ended);
    }

    /**
     * {@return the result of the same step that is under way, or of a new one} A form that is sent twice answers once,
     * because Cognito would end the sign-in at the second answer.
     *
     * @param key the sign-in and the answer
     */
    ChallengeFlow.Outcome callOnce(Object key, Task<ChallengeFlow.Outcome> task) throws StepFailure {
        CompletableFuture<ChallengeFlow.Outcome> result = answers.join(key, task::run);
        return result(result, answers.await(result));
    }

    private static <T> T result(CompletableFuture<T> result, boolean ended) throws StepFailure {
        if (!ended) {
            throw StepFailure.of(new HttpFailure(HttpFailure.Kind.TIMEOUT, "Cognito has not answered yet", null));
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StepFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof AwsError error) {
                throw StepFailure.of(error);
            }
            if (e.getCause() instanceof HttpFailure failure) {
                throw StepFailure.of(failure);
            }
            throw e;
        }
    }
}
