package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import java.util.Optional;

/** Where sign-ins are between two steps: sealed in cookies, or in the shared store. */
interface SignInStates {

    /**
     * {@return the sign-in that the value of a cookie stands for; empty when it stands for none}
     *
     * @throws StoreUnavailable when it cannot be told
     */
    Optional<SignInState> read(String value) throws StoreUnavailable;

    /**
     * Keeps a sign-in.
     *
     * @param before the value of its cookie; empty at the first step
     * @return the value of its cookie from now on
     * @throws StoreUnavailable when it could not be kept
     */
    String write(SignInState state, Optional<String> before) throws StoreUnavailable;

    /**
     * Forgets a sign-in, if that is possible. Cognito takes its own name of a sign-in once, and what is kept of it here ends
     * after three minutes.
     *
     * @param value the value of its cookie
     */
    void forget(String value);
}
