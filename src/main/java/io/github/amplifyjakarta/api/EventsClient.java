package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.auth.AuthException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes to an AppSync Event API over HTTP, as the user of the current request; browsers subscribe with {@code
 * events.connect} of Amplify. Inject it with {@link AmplifyApi}. Each call works with the session of its moment, so one
 * injected client serves all users.
 *
 * <pre>{@code
 * @Inject @AmplifyApi EventsClient events;
 *
 * EventsResult result = events.post("/default/messages", new Message("hello"));
 * if (!result.failed().isEmpty()) { … }
 * }</pre>
 *
 * <p>Methods that say "a client" give one with other settings and leave this one as it is. All methods that publish throw
 * {@link ApiException}, and {@link AuthException} when the session could not be checked or the identity pool gave no
 * credentials. An event that AppSync's handler has refused, or that its answer does not
 * name, is no exception: {@link EventsResult#failed()} has it.
 *
 * @since 0.1.0
 */
public interface EventsClient {

    /**
     * Publishes one event.
     *
     * @param channel namespace and up to four more segments, of up to 50 letters, digits and hyphens each, for example
     *     {@code /default/messages}
     * @param event anything that JSON-B can write; a list is one event
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the channel is none, or the event cannot be
     *     written as JSON
     */
    EventsResult post(String channel, Object event);

    /**
     * Publishes several events to a channel, in one request.
     *
     * @param events one to five, which is what AppSync takes; 240 KB each
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} as {@link #post}, and for another number of events
     */
    EventsResult postAll(String channel, Collection<?> events);

    /** Publishes one event without waiting; {@return what {@link #post} would return or throw} */
    CompletableFuture<EventsResult> postAsync(String channel, Object event);

    /** Publishes several events without waiting; {@return what {@link #postAll} would return or throw} */
    CompletableFuture<EventsResult> postAllAsync(String channel, Collection<?> events);

    /** {@return a client with another authorization mode} */
    EventsClient authMode(GraphQlAuthMode mode);

    /** {@return a client with another API key} */
    EventsClient apiKey(String apiKey);

    /** {@return a client that sends a token of another provider, for {@link GraphQlAuthMode#OIDC} and {@link GraphQlAuthMode#LAMBDA}} */
    EventsClient authToken(String token);

    /** {@return a client that sends a header with each call} */
    EventsClient header(String name, String value);

    /** {@return a client each of whose calls is limited, as {@link RestCall#timeout}} */
    EventsClient timeout(Duration timeout);

    /**
     * {@return a client that sends calls again, or not} Without it a call is sent again only when nothing of it was sent
     * or the service's clock is another, because subscribers would get an event twice.
     */
    EventsClient retryStrategy(RetryStrategy strategy);

    /** {@return a client whose calls a signal cancels} */
    EventsClient canceledBy(CompletionStage<?> signal);

    /** {@return a client that publishes as the guest, and works without a request} */
    EventsClient asGuest();
}
