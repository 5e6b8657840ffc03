package io.github.amplifyjakarta.internal.session;

import java.util.Optional;

/** The HTTP session of the servlet container that a request belongs to. */
public interface ContainerSession {

    /** {@return a text of the session; empty when there is no session, or no such text} */
    Optional<String> read(String attribute);

    /** Changes a text, unless the session has ended. */
    void write(String attribute, String value);

    /** Puts a text into the session under a new id, which nobody knows; begins a session when there is none. */
    void writeUnderNewId(String attribute, String value);

    /** Ends the session with all that the application has put into it. */
    void invalidate();

    /** There is no servlet container. */
    ContainerSession NONE = new ContainerSession() {

        @Override
        public Optional<String> read(String attribute) {
            return Optional.empty();
        }

        @Override
        public void write(String attribute, String value) {
            // there is no session
        }

        @Override
        public void writeUnderNewId(String attribute, String value) {
            throw new IllegalStateException("there is no servlet container, and so no HTTP session");
        }

        @Override
        public void invalidate() {
            // there is no session
        }
    };
}
