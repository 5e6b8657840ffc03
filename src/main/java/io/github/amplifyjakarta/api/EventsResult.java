package io.github.amplifyjakarta.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of events that were published.
 *
 * @param successful those that subscribers get; unmodifiable
 * @param failed those that the channel's handler has refused, and those of which the answer says nothing; unmodifiable
 * @since 0.1.0
 */
public record EventsResult(List<PublishedEvent> successful, List<FailedEvent> failed) {

    /**
     * Copies the lists.
     *
     * @param successful those that subscribers get; unmodifiable
     * @param failed those that the channel's handler has refused, and those of which the answer says nothing; unmodifiable
     */
    public EventsResult {
        successful = List.copyOf(successful);
        failed = List.copyOf(failed);
    }

    /**
     * An event that was published.
     *
     * @param identifier AppSync's name of it
     * @param index which of the request's events it was, from 0
     */
    public record PublishedEvent(String identifier, int index) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param identifier AppSync's name of it
         * @param index which of the request's events it was, from 0
         */
        public PublishedEvent {
            Objects.requireNonNull(identifier, "identifier");
        }
    }

    /**
     * An event that was not published.
     *
     * @param identifier AppSync's name of it; an empty text when the answer says nothing of the event
     * @param index which of the request's events it was, from 0
     * @param code the handler's code; empty when it gave none
     * @param message the handler's message; empty when it gave none
     */
    public record FailedEvent(String identifier, int index, OptionalInt code, Optional<String> message) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param identifier AppSync's name of it; an empty text when the answer says nothing of the event
         * @param index which of the request's events it was, from 0
         * @param code the handler's code; empty when it gave none
         * @param message the handler's message; empty when it gave none
         */
        public FailedEvent {
            Objects.requireNonNull(identifier, "identifier");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }
}
