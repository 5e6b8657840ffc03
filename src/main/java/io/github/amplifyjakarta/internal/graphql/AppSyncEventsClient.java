package io.github.amplifyjakarta.internal.graphql;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.EventsResult;
import io.github.amplifyjakarta.api.EventsResult.FailedEvent;
import io.github.amplifyjakarta.api.EventsResult.PublishedEvent;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.JsonText;
import io.github.amplifyjakarta.internal.aws.PreparedRequest;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The client of the Event API. Each call uses the session that is current at that time. */
final class AppSyncEventsClient implements EventsClient {

    /** AWS AppSync Events developer guide, "Publish events via HTTP". */
    private static final int MOST_EVENTS = 5;

    /** AWS AppSync Events developer guide, "Understanding the Event API WebSocket protocol", the property channel. */
    private static final Pattern CHANNEL = Pattern.compile("/?[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?"
            + "(?:/[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?){0,4}/?");

    private final AppSync api;
    private final AppSyncSettings settings;
    private final Supplier<AuthSession> sessions;

    AppSyncEventsClient(AppSync api, AppSyncSettings settings, Supplier<AuthSession> sessions) {
        this.api = api;
        this.settings = settings;
        this.sessions = sessions;
    }

    @Override
    public EventsResult post(String channel, Object event) {
        return postAll(channel, Collections.singletonList(event));
    }

    @Override
    public EventsResult postAll(String channel, Collection<?> events) {
        byte[] body = body(channel, events);
        return result(
                events.size(),
                api.calls()
                        .await(
                                () -> prepared(body, sessions),
                                settings.options().canceledBy()));
    }

    @Override
    public CompletableFuture<EventsResult> postAsync(String channel, Object event) {
        return postAllAsync(channel, Collections.singletonList(event));
    }

    @Override
    public CompletableFuture<EventsResult> postAllAsync(String channel, Collection<?> events) {
        byte[] body;
        try {
            body = body(channel, events);
        } catch (RuntimeException e) { // an event that cannot be written as JSON
            return CompletableFuture.failedFuture(e);
        }
        int number = events.size();
        return api.calls()
                .start(
                        AppSyncAuthorization.captured(settings, sessions),
                        session -> prepared(body, session),
                        settings.options().canceledBy(),
                        reply -> result(number, reply));
    }

    private PreparedRequest prepared(byte[] body, Supplier<AuthSession> session) {
        return AppSyncAuthorization.prepared(settings, body, OperationKind.MUTATION, session);
    }

    private byte[] body(String channel, Collection<?> events) {
        if (!CHANNEL.matcher(channel).matches()) {
            throw ApiErrors.invalid("The channel is \"" + channel
                    + "\", expected one to five segments of up to 50 letters, digits and hyphens, such as"
                    + " /default/messages.");
        }
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw ApiErrors.invalid(
                    "There are " + events.size() + " events, expected 1 to " + MOST_EVENTS + " in a request.");
        }
        JsonArrayBuilder texts = JsonText.array();
        events.forEach(
                event -> texts.add(api.eventJson().write(event).toString())); // each event is JSON within a string
        return JsonText.object()
                .add("channel", channel.startsWith("/") ? channel : "/" + channel)
                .add("events", texts)
                .build()
                .toString()
                .getBytes(UTF_8);
    }

    /** Events that the response does not confirm count as failed. */
    private static EventsResult result(int number, ApiReply reply) {
        if (!(JsonText.parse(reply.bytes()).orElse(null) instanceof JsonObject answer)
                || !(answer.get("successful") instanceof JsonArray || answer.get("failed") instanceof JsonArray)) {
            throw ApiErrors.badAnswer(
                    reply, "The answer has neither successful nor failed events, which every answer has.", null);
        }
        Map<Integer, FailedEvent> failed = new TreeMap<>();
        for (int i = 0; i < number; i++) {
            failed.put(
                    i,
                    new FailedEvent("", i, OptionalInt.empty(), Optional.of("AppSync did not say what became of it.")));
        }
        Map<Integer, PublishedEvent> successful = new TreeMap<>();
        objects(answer, "successful")
                .forEach(event -> number(event, "index").ifPresent(i -> {
                    if (failed.remove(i) != null) {
                        successful.put(
                                i, new PublishedEvent(text(event, "identifier").orElse(""), i));
                    }
                }));
        objects(answer, "failed")
                .forEach(event -> number(event, "index")
                        .ifPresent(i -> failed.computeIfPresent(
                                i,
                                (index, unknown) -> new FailedEvent(
                                        text(event, "identifier").orElse(""),
                                        index,
                                        number(event, "code"),
                                        text(event, "message")))));
        return new EventsResult(List.copyOf(successful.values()), List.copyOf(failed.values()));
    }

    private static List<JsonObject> objects(JsonObject answer, String field) {
        return answer.get(field) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    private static OptionalInt number(JsonObject event, String field) {
        if (event.get(field) instanceof JsonNumber number) {
            try {
                return OptionalInt.of(number.intValueExact());
            } catch (ArithmeticException e) { // AppSync does not send such a number
                return OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public EventsClient authMode(GraphQlAuthMode mode) {
        return with(settings.with(mode));
    }

    @Override
    public EventsClient apiKey(String apiKey) {
        return with(settings.withApiKey(apiKey));
    }

    @Override
    public EventsClient authToken(String token) {
        return with(settings.withAuthToken(token));
    }

    @Override
    public EventsClient header(String name, String value) {
        return with(settings.withHeader(name, value));
    }

    @Override
    public EventsClient timeout(Duration timeout) {
        return with(settings.with(settings.options().timeout(timeout)));
    }

    @Override
    public EventsClient retryStrategy(RetryStrategy strategy) {
        return with(settings.with(settings.options().retryStrategy(strategy)));
    }

    @Override
    public EventsClient canceledBy(CompletionStage<?> signal) {
        return with(settings.with(settings.options().canceledBy(signal)));
    }

    private EventsClient with(AppSyncSettings others) {
        return new AppSyncEventsClient(api, others, sessions);
    }

    @Override
    public EventsClient asGuest() {
        return new AppSyncEventsClient(api, settings, api.guest());
    }
}
