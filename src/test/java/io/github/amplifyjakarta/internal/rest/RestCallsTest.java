package io.github.amplifyjakarta.internal.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RestCall;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.internal.transport.ApiRequest;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.RecordingApi;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.ws.rs.core.GenericType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How REST calls are put together. */
class RestCallsTest {

    private final RecordingApi transport = new RecordingApi();
    private final Apis api = new Apis(
            TestPool.config(Map.of(
                    "amplify.api.rest.\"api\".endpoint",
                    "https://api.example.com/v1",
                    "amplify.api.rest.\"api\".region",
                    "eu-central-1")),
            Apis.calls(
                    TestPool.config(Map.of(
                            "amplify.api.rest.\"api\".endpoint",
                            "https://api.example.com/v1",
                            "amplify.api.rest.\"api\".region",
                            "eu-central-1")),
                    transport,
                    Clock.systemUTC(),
                    () -> 0),
            FixedSession::new);
    private final RestApiClient rest = api.rest("api", FixedSession::new).authMode(RestAuthMode.NONE);

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    private ApiRequest sent(RestCall call) {
        call.send();
        return transport.requests().get(transport.requests().size() - 1);
    }

    private String uri(RestCall call) {
        return sent(call).uri().toString().substring("https://api.example.com/v1".length());
    }

    private static ApiException refused(Runnable wrong) {
        ApiException refused = assertThrows(ApiException.class, wrong::run);
        assertEquals(ApiException.Reason.INVALID_INPUT, refused.reason());
        return refused;
    }

    @ParameterizedTest
    @CsvSource({
        "7, /orders/7",
        "a b, /orders/a%20b",
        "1?admin=true&x=, /orders/1%3Fadmin%3Dtrue%26x%3D",
        "a/b, /orders/a%2Fb",
        "a#b, /orders/a%23b",
        "50%, /orders/50%25",
        "{id}, /orders/%7Bid%7D",
        "é, /orders/%C3%A9",
        "$1\\\\, /orders/%241%5C%5C"
    })
    void encodesTheValueOfAPath(String value, String expected) {
        assertEquals(expected, uri(rest.get("/orders/{id}", value)));
    }

    @Test
    void putsValuesInTheOrderOfTheirNames() {
        assertEquals("/a/1/b/2/1?c=3%204", uri(rest.delete("/a/{first}/b/{second}/{first}?c={third}", 1, 2L, "3 4")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../admin", "x/../../admin", "..;x", "%2e%2e/x"})
    void refusesValuesThatLeaveTheirPlace(String value) {
        refused(() -> rest.get("/orders/{id}", value).send());
    }

    @Test
    void refusesValuesThatAreNotThere() {
        assertTrue(refused(() -> rest.get("/orders/{id}")).getMessage().endsWith("expected 1: id."));
        refused(() -> rest.get("/orders", 7));
        refused(() -> rest.get("/orders/{id}", 7, 8));
        refused(() -> rest.get("/orders/{id}", ""));
        refused(() -> rest.get("/orders/{id}", (Object[]) null));
        assertTrue(refused(() -> rest.get("/orders/{id}", (Object) null))
                .getMessage()
                .contains("{id}"));
    }

    @Test
    void leavesParametersOutThatAreNull() {
        assertEquals("/a", uri(rest.get("/a").queryParam("x", (Object) null)));
        assertEquals("/a", uri(rest.get("/a").queryParam("x", (Object[]) null)));
        assertEquals("/a?y=1", uri(rest.get("/a?x=1&y=1").queryParam("x")));
        assertEquals("/a?x=1", uri(rest.get("/a").queryParam("x", null, 1)));
    }

    @Test
    void sendsAllValuesOfAParameter() {
        assertEquals("/a?x=1&x=b%20c&y=2", uri(rest.get("/a?x=0&y=2").queryParam("x", 1, "b c")));
        assertEquals("/a?x=1&x=2&x=3", uri(rest.get("/a").queryParam("x", Arrays.asList(1, null, 2), 3)));
        assertEquals("/a?x=2", uri(rest.get("/a").queryParam("x", 1).queryParam("x", 2)));
    }

    @Test
    void sendsBytesAndStreamsAsTheyAre() {
        ApiRequest bytes = sent(rest.post("/a").body(new byte[] {1, 2, 3}));
        assertEquals(List.of((byte) 1, (byte) 2, (byte) 3), List.of(boxed(RecordingApi.body(bytes))));
        assertEquals("application/octet-stream", bytes.headers().get("content-type"));
        ApiRequest stream = sent(rest.post("/a")
                .header("Content-Type", "text/csv")
                .body(new ByteArrayInputStream("a,b".getBytes(UTF_8))));
        assertEquals("a,b", new String(RecordingApi.body(stream), UTF_8));
        assertEquals("text/csv", stream.headers().get("content-type"));
    }

    private static Byte[] boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return boxed;
    }

    @Test
    void refusesStreamsThatAreTooLargeOrBreakOff() {
        RestCall call = rest.post("/a");
        refused(() -> call.body(new ByteArrayInputStream(new byte[(16 << 20) + 1])));
        assertThrows(
                ApiException.class,
                () -> call.body(new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }
                }));
        assertEquals(List.of(), transport.requests());
    }

    public static final class Loop {
        public Loop getSelf() {
            return this;
        }
    }

    public static final class Failing {
        public String getName() {
            throw new IllegalStateException("no name");
        }
    }

    @Test
    void refusesWhatCannotBeWrittenAsJson() {
        for (Object wrong : List.of(new Loop(), new Failing(), Path.of("orders.csv"), Thread.currentThread())) {
            ApiException refused = refused(() -> rest.post("/a").body(wrong));
            assertTrue(refused.getMessage().contains(wrong.getClass().getName()), refused.getMessage());
        }
    }

    @Test
    void sendsWhatTheClientSaysUnlessTheCallSaysMore() {
        RestApiClient client = rest.header("X-Tenant", "a").header("X-Other", "b");
        ApiRequest request = sent(client.get("/a").header("X-Tenant", "c"));
        assertEquals("c", request.headers().get("x-tenant"));
        assertEquals("b", request.headers().get("x-other"));
        assertEquals(null, sent(rest.get("/a")).headers().get("x-tenant"));
    }

    @Test
    void signsAsTheClientSays() {
        assertEquals(null, sent(rest.get("/a")).headers().get("authorization"));
        assertTrue(sent(rest.authMode(RestAuthMode.IAM).get("/a"))
                .headers()
                .get("authorization")
                .startsWith("AWS4-HMAC-SHA256 "));
    }

    public record Order(String id) {}

    @Test
    void readsGenericTypes() {
        transport.answer("[{\"id\":\"1\"}]");
        List<Order> orders = rest.get("/orders").send().json(new GenericType<List<Order>>() {});
        assertEquals(List.of(new Order("1")), orders);
    }

    @Test
    void sendsBytesThatAreGivenAsAnObject() {
        Object bytes = "a,b".getBytes(UTF_8);
        Object stream = new ByteArrayInputStream("a,b".getBytes(UTF_8));
        for (Object body : List.of(bytes, stream)) {
            ApiRequest request = sent(rest.post("/a").body(body));
            assertEquals("a,b", new String(RecordingApi.body(request), UTF_8));
            assertEquals("application/octet-stream", request.headers().get("content-type"));
        }
    }

    @Test
    void keepsTheQueryOutOfMessages() {
        ApiException refused = refused(
                () -> rest.get("/files/{name}?token={token}", "..", "secret").send());
        assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
        refused = refused(() -> rest.get("/a?token=secret#b").send());
        assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
        transport.answer("{\"at\":\"x\\n2026-11-30 ERROR forged\"}");
        refused = assertThrows(
                ApiException.class,
                () -> rest.get("/when?token={token}", "secret").send().json(When.class));
        assertTrue(refused.getMessage().startsWith("The answer to GET /when cannot become "), refused.getMessage());
        assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
    }

    public record When(ZonedDateTime at) {}

    @Test
    void readsAndWritesDatesAsJsonBDoes() {
        String json = "{\"at\":\"2026-11-30T02:02:03+01:00[Europe/Berlin]\"}";
        transport.answer(json);
        When when = rest.get("/a").send().json(When.class);
        assertEquals(ZoneId.of("Europe/Berlin"), when.at().getZone());
        assertEquals(json, new String(RecordingApi.body(sent(rest.post("/a").body(when))), UTF_8));
    }

    private static Map<String, String> with(String name, String value) {
        return Map.of(
                "amplify.api.rest.\"api\".endpoint",
                "https://api.example.com/v1",
                "amplify.api.rest.\"api\".region",
                "eu-central-1",
                "amplify.api.rest.\"api\"." + name,
                value);
    }

    private static Apis api(Map<String, String> values, RecordingApi transport, Optional<Jsonb> binding) {
        return new Apis(
                TestPool.config(values),
                Apis.calls(TestPool.config(values), transport, Clock.systemUTC(), () -> 0),
                FixedSession::new,
                binding);
    }

    @Test
    void goesByTheConfigurationUnlessTheClientSaysOtherwise() throws Exception {
        try (Apis unsigned = api(with("auth-mode", "none"), transport, Optional.empty())) {
            RestApiClient client = unsigned.rest("api", FixedSession::new);
            assertFalse(sent(client.get("/a")).headers().containsKey("authorization"));
            assertTrue(
                    sent(client.authMode(RestAuthMode.IAM).get("/a")).headers().containsKey("authorization"));
        }
        try (Apis limited = api(with("timeout", "PT3S"), transport, Optional.empty())) {
            RestApiClient client = limited.rest("api", FixedSession::new);
            assertTrue(sent(client.get("/a")).limit().compareTo(Duration.ofSeconds(3)) <= 0);
        }
        try (Apis keyed = api(with("headers", "X-Api-Key: abc"), transport, Optional.empty())) {
            RestApiClient client = keyed.rest("api", FixedSession::new);
            assertEquals("abc", sent(client.get("/a")).headers().get("x-api-key"));
            assertEquals(
                    "other",
                    sent(client.header("x-api-key", "other").get("/a"))
                            .headers()
                            .get("x-api-key"));
        }
    }

    public record Price(int cents) {}

    /** As an application would write a price: in euros. */
    public static final class InEuros implements JsonbAdapter<Price, String> {

        @Override
        public String adaptToJson(Price price) {
            return price.cents() / 100 + "." + price.cents() % 100;
        }

        @Override
        public Price adaptFromJson(String text) {
            return new Price(Integer.parseInt(text.replace(".", "")));
        }
    }

    @Test
    void readsAndWritesWithTheBindingOfTheApplication() throws Exception {
        try (Jsonb own = JsonbBuilder.create(new JsonbConfig().withAdapters(new InEuros()));
                Apis mine = api(with("auth-mode", "none"), transport, Optional.of(own))) {
            RestApiClient client = mine.rest("api", FixedSession::new);
            RestCall call = client.post("/a").body(Map.of("price", new Price(1234)));
            transport.answer("{\"price\":\"12.34\"}");
            assertEquals(Map.of("price", new Price(1234)), call.send().json(new GenericType<Map<String, Price>>() {}));
            assertEquals("{\"price\":\"12.34\"}", transport.sent().get(0).toString());
            mine.close();
            assertEquals("\"12.34\"", own.toJson(new Price(1234)), "the application's is not closed");
        }
    }
}
