package io.github.amplifyjakarta.internal.transport;

/** The transport for the library's own calls. */
public interface HttpTransport {

    /**
     * Sends a request and waits for the whole response. Redirects are not followed.
     *
     * @throws HttpFailure when no complete response arrived within the time limit
     */
    HttpReply send(HttpCall call) throws HttpFailure;
}
