package io.github.amplifyjakarta.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of events that were published.
 *
 * <pre>{@code
 * EventsResult result = events.post("/default/messages", new Message("hello"));
 * result.failed().forEach(event -> log.warn("{}", event.message().orElse("refused")));
 * }</pre>
 *
 * @param successful the events that subscribers get; unmodifiable
 * @param failed the events that the handler of the channel refused, and those that the response does not name;
 *     unmodifiable
 * @since 0.1.0
 */
public record EventsResult(List<PublishedEvent> successful, List<FailedEvent> failed) {

    /**
     * Copies the lists.
     *
     * @param successful the events that subscribers get; unmodifiable
     * @param failed the events that the handler of the channel refused, and those that the response does not name;
     *     unmodifiable
     */
    public EventsResult {
        successful = List.copyOf(successful);
        failed = List.copyOf(failed);
    }

    /**
     * An event that was published.
     *
     * @param identifier the id that AppSync gave the event
     * @param index the position of the event in the request, from 0
     */
    public record PublishedEvent(String identifier, int index) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param identifier the id that AppSync gave the event
         * @param index the position of the event in the request, from 0
         */
        public PublishedEvent {
            Objects.requireNonNull(identifier, "identifier");
        }
    }

    /**
     * An event that was not published.
     *
     * @param identifier the id that AppSync gave the event; an empty text when the response does not name the event
     * @param index the position of the event in the request, from 0
     * @param code the code of the handler; empty when it gave none
     * @param message the message of the handler, or that of the library when the response does not name the event;
     *     empty when there is none
     */
    public record FailedEvent(String identifier, int index, OptionalInt code, Optional<String> message) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param identifier the id that AppSync gave the event; an empty text when the response does not name the event
         * @param index the position of the event in the request, from 0
         * @param code the code of the handler; empty when it gave none
         * @param message the message of the handler, or that of the library when the response does not name the event;
         *     empty when there is none
         */
        public FailedEvent {
            Objects.requireNonNull(identifier, "identifier");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }
}
