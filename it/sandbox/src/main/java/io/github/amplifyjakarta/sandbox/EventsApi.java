package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * The HTTP endpoint of an AppSync Event API with the namespace {@code default}. It keeps what is published. The handler of its
 * namespace refuses an event with a member {@code refuse}.
 */
final class EventsApi {

    private static final int MOST_EVENTS = 5;

    private static final Pattern CHANNEL =
            Pattern.compile("/?default(?:/[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?){0,4}/?");

    /**
     * An event that was published.
     *
     * @param publisher how that was proved, and who
     */
    private record Published(String channel, String event, String publisher) {}

    private final ApiAuthorizer authorizer;
    private final List<Published> published = new CopyOnWriteArrayList<>();

    EventsApi(ApiAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    void call(Exchange exchange) throws IOException {
        Optional<Caller> caller = authorizer.callerOfAppSync(exchange);
        if (caller.isEmpty()) {
            return;
        }
        JsonObject asked = exchange.json();
        String channel = asked.getString("channel", "");
        List<JsonValue> events = asked.get("events") instanceof JsonArray array ? array : List.of();
        if (!CHANNEL.matcher(channel).matches()) {
            ApiAuthorizer.refuse(exchange, 401, "UnauthorizedException", "no namespace of that name");
        } else if (events.isEmpty() || events.size() > MOST_EVENTS) {
            ApiAuthorizer.refuse(exchange, 400, "BadRequestException", "Input exceeded 5 event limit");
        } else if (!events.stream().allMatch(EventsApi::isJsonText)) {
            ApiAuthorizer.refuse(exchange, 400, "BadRequestException", "an event is no JSON within a text");
        } else {
            publish(exchange, caller.get(), channel, events);
        }
    }

    private static boolean isJsonText(JsonValue event) {
        return event instanceof JsonString text && parsed(text.getString()).isPresent();
    }

    private static Optional<JsonValue> parsed(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return Optional.of(reader.readValue());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private void publish(Exchange exchange, Caller caller, String channel, List<JsonValue> events) throws IOException {
        JsonArrayBuilder successful = JSON.createArrayBuilder();
        JsonArrayBuilder failed = JSON.createArrayBuilder();
        for (int i = 0; i < events.size(); i++) {
            String text = ((JsonString) events.get(i)).getString();
            var answer = JSON.createObjectBuilder()
                    .add("identifier", UUID.randomUUID().toString())
                    .add("index", i);
            if (parsed(text).orElseThrow() instanceof JsonObject event && event.containsKey("refuse")) {
                failed.add(answer.add("code", 400).add("message", event.getString("refuse", "refused")));
            } else {
                successful.add(answer);
                published.add(new Published(
                        channel, text, caller.mode() + " " + caller.name().orElse("nobody")));
            }
        }
        exchange.json(
                200,
                JSON.createObjectBuilder()
                        .add("failed", failed)
                        .add("successful", successful)
                        .build()
                        .toString());
    }

    /** {@return what was published, one event a line: channel, publisher, JSON} */
    String published() {
        return published.stream()
                .map(each -> each.channel() + " " + each.publisher() + " " + each.event() + "\n")
                .reduce("", String::concat);
    }
}
