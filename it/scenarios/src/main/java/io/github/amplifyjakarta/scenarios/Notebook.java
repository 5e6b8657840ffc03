package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.ws.rs.POST;

/**
 * What a resource implements.
 *
 * @param <T> what is kept
 */
public interface Notebook<T> {

    /** Only for the signed-in. */
    @POST
    @RequiresSession
    String create(T note);
}
