package io.github.amplifyjakarta.internal.transport;

/** The one transport through which the library talks to the outside. */
public interface HttpTransport {

    /**
     * Sends a request and waits for the whole answer. Redirects are not followed.
     *
     * @throws HttpFailure when no complete answer came within the time limit
     */
    HttpReply send(HttpCall call) throws HttpFailure;
}
