package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.auth.AuthException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes events to an AppSync Event API over HTTP, as the user of the current request. Browsers subscribe with
 * {@code events.connect} of Amplify.
 *
 * <p>Inject it with {@link AmplifyApi}. Each call uses the session at that moment, so one injected client serves all
 * users.
 *
 * <pre>{@code
 * @Path("chat")
 * @RequestScoped
 * public class Chat {
 *
 *     public record Message(String text) {}
 *
 *     @Inject
 *     @AmplifyApi
 *     EventsClient events;
 *
 *     @POST
 *     public int say(String text) {
 *         EventsResult result = events.post("/default/messages", new Message(text));
 *         return result.failed().size();
 *     }
 * }
 * }</pre>
 *
 * <p>Methods that return a client create one with other settings. They do not change this client.
 *
 * <p>Every method that publishes throws {@link ApiException}. It throws {@link AuthException} when the session could
 * not be checked, or when the identity pool gave no credentials. An event that AppSync's handler refuses, or that the
 * response does not name, is no exception: {@link EventsResult#failed()} has it.
 *
 * <p>Guide: {@code docs/api.md}.
 *
 * @since 0.1.0
 */
public interface EventsClient {

    /**
     * Publishes one event.
     *
     * @param channel the namespace and up to four more segments, of up to 50 letters, digits and hyphens each, for
     *     example {@code /default/messages}
     * @param event anything that JSON-B can write; a list is one event
     * @return whether the event was published or refused
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the channel is not valid, or the event cannot
     *     be written as JSON; another reason when the call failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    EventsResult post(String channel, Object event);

    /**
     * Publishes several events to a channel, in one request.
     *
     * <pre>{@code
     * EventsResult result = events.postAll("/default/messages", List.of(new Message("hello"), new Message("again")));
     * }</pre>
     *
     * @param channel the namespace and up to four more segments, of up to 50 letters, digits and hyphens each, for
     *     example {@code /default/messages}
     * @param events one to five events, which is what AppSync accepts; 240 KB each
     * @return which events were published, and which were refused
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} as {@link #post}, and for another number of
     *     events; another reason when the call failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    EventsResult postAll(String channel, Collection<?> events);

    /**
     * Publishes one event without waiting for the response.
     *
     * @param channel the channel, as for {@link #post}
     * @param event anything that JSON-B can write; a list is one event
     * @return what {@link #post} would return, or the exception that it would throw; cancelling the future ends the
     *     request
     */
    CompletableFuture<EventsResult> postAsync(String channel, Object event);

    /**
     * Publishes several events without waiting for the response.
     *
     * @param channel the channel, as for {@link #post}
     * @param events one to five events, which is what AppSync accepts; 240 KB each
     * @return what {@link #postAll} would return, or the exception that it would throw; cancelling the future ends the
     *     request
     */
    CompletableFuture<EventsResult> postAllAsync(String channel, Collection<?> events);

    /**
     * Creates a client with another authorization mode.
     *
     * @param mode how calls are authorized
     * @return a client of the same API
     */
    EventsClient authMode(GraphQlAuthMode mode);

    /**
     * Creates a client with another API key.
     *
     * @param apiKey the API key; it is sent only with {@link GraphQlAuthMode#API_KEY}
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the key is not printable ASCII
     */
    EventsClient apiKey(String apiKey);

    /**
     * Creates a client that sends a token of another provider, for {@link GraphQlAuthMode#OIDC} and {@link
     * GraphQlAuthMode#LAMBDA}.
     *
     * @param token the value of the header {@code Authorization}
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the token is not printable ASCII
     */
    EventsClient authToken(String token);

    /**
     * Creates a client that sends a header with each call.
     *
     * @param name the name of the header, in any case
     * @param value its value, in printable ASCII
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when HTTP sets the header itself, or the name or
     *     the value is not valid
     */
    EventsClient header(String name, String value);

    /**
     * Creates a client that limits the time of each call, as {@link RestCall#timeout}.
     *
     * @param timeout the limit of each whole call, all attempts included; positive
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the limit is not positive
     */
    EventsClient timeout(Duration timeout);

    /**
     * Creates a client with another retry strategy. By default a call is sent again only when nothing of it was sent,
     * or when the service refused it because its clock differs. Otherwise subscribers could get an event twice.
     *
     * @param strategy which calls are sent again
     * @return a client of the same API
     */
    EventsClient retryStrategy(RetryStrategy strategy);

    /**
     * Creates a client whose calls are cancelled when a signal completes, on any thread.
     *
     * @param signal what cancels; its result does not matter
     * @return a client of the same API
     */
    EventsClient canceledBy(CompletionStage<?> signal);

    /**
     * Creates a client that publishes as the guest. It works without a request, for example at start-up or in a
     * scheduler.
     *
     * @return a client of the same API
     */
    EventsClient asGuest();
}
