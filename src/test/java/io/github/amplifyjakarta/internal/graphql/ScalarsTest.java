package io.github.amplifyjakarta.internal.graphql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.internal.aws.CallExecutor;
import io.github.amplifyjakarta.internal.aws.JsonText;
import io.github.amplifyjakarta.testing.FixedSession;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Java types for the scalar types of AppSync, as docs/api.md has them, and records that JSON-B sees otherwise than Java does. */
class ScalarsTest extends WithModels {

    private final JsonText json = new AppSync(
                    config(),
                    new CallExecutor(transport, Clock.systemUTC(), () -> 0, Duration.ofSeconds(1)),
                    JsonText.with(),
                    FixedSession::new)
            .modelJson();

    private static final Instant TIME = Instant.parse("2026-11-30T01:02:03.456Z");
    private static final ZonedDateTime BERLIN = TIME.atZone(ZoneId.of("Europe/Berlin"));

    public enum Status {
        DRAFT,
        PUBLIC
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(TIME, "\"2026-11-30T01:02:03.456Z\""),
                Arguments.of(BERLIN.toOffsetDateTime(), "\"2026-11-30T02:02:03.456+01:00\""),
                Arguments.of(BERLIN.withZoneSameInstant(ZoneOffset.UTC), "\"2026-11-30T01:02:03.456Z\""),
                Arguments.of(Date.from(TIME), "\"2026-11-30T01:02:03.456Z\""),
                Arguments.of(LocalDate.of(2026, 11, 30), "\"2026-11-30\""),
                Arguments.of(LocalTime.of(1, 2, 3), "\"01:02:03\""),
                Arguments.of(OffsetTime.of(1, 2, 3, 0, ZoneOffset.UTC), "\"01:02:03Z\""),
                Arguments.of(URI.create("https://example.com/a"), "\"https://example.com/a\""),
                Arguments.of(Status.PUBLIC, "\"PUBLIC\""),
                Arguments.of(1_796_000_523L, "1796000523"),
                Arguments.of(1.5, "1.5"),
                Arguments.of(true, "true"));
    }

    public record AnInstant(Instant value) {}

    public record AnOffsetDateTime(OffsetDateTime value) {}

    public record AZonedDateTime(ZonedDateTime value) {}

    public record ADate(Date value) {}

    public record ALocalDate(LocalDate value) {}

    public record ALocalTime(LocalTime value) {}

    public record AnOffsetTime(OffsetTime value) {}

    public record AUri(URI value) {}

    public record AStatus(Status value) {}

    public record ALong(Long value) {}

    public record ADouble(Double value) {}

    public record ABoolean(Boolean value) {}

    private static final Map<Class<?>, Class<? extends Record>> HOLDERS = Map.ofEntries(
            Map.entry(Instant.class, AnInstant.class),
            Map.entry(OffsetDateTime.class, AnOffsetDateTime.class),
            Map.entry(ZonedDateTime.class, AZonedDateTime.class),
            Map.entry(Date.class, ADate.class),
            Map.entry(LocalDate.class, ALocalDate.class),
            Map.entry(LocalTime.class, ALocalTime.class),
            Map.entry(OffsetTime.class, AnOffsetTime.class),
            Map.entry(URI.class, AUri.class),
            Map.entry(Status.class, AStatus.class),
            Map.entry(Long.class, ALong.class),
            Map.entry(Double.class, ADouble.class),
            Map.entry(Boolean.class, ABoolean.class));

    @ParameterizedTest
    @MethodSource("values")
    void writesAndReadsWhatAppSyncTakes(Object value, String text) throws Exception {
        Class<? extends Record> holder = HOLDERS.get(value.getClass());
        Record record = holder.getDeclaredConstructor(holder.getRecordComponents()[0].getType())
                .newInstance(value);
        assertEquals("{\"value\":" + text + "}", json.write(record).toString());
        assertEquals(record, json.read("{\"value\":" + text + "}", holder));
        assertEquals(
                "{\"value\":" + text + "}", json.write(Map.of("value", value)).toString());
    }

    public record Calendars(Calendar any, GregorianCalendar gregorian) {}

    @Test
    void writesTheOffsetOfAZoneAndNotItsName() {
        assertEquals(
                "\"2026-11-30T02:02:03.456+01:00\"",
                json.write(Map.of("a", BERLIN)).asJsonObject().get("a").toString());
        Calendars written = new Calendars(GregorianCalendar.from(BERLIN), GregorianCalendar.from(BERLIN));
        String text = "{\"any\":\"2026-11-30T02:02:03.456+01:00\",\"gregorian\":\"2026-11-30T02:02:03.456+01:00\"}";
        assertEquals(text, json.write(written).toString());
        Calendars read = json.read(text, Calendars.class);
        assertEquals(
                List.of(TIME, TIME),
                List.of(read.any().toInstant(), read.gregorian().toInstant()));
    }

    public record Renamed(
            @JsonbProperty("id") String key,
            @JsonbProperty("place") Town town,
            @JsonbTransient String note) {}

    public record Town(@JsonbProperty("city") String name, Double lat) {}

    @Test
    void asksForComponentsByTheirNamesInJson() {
        transport.answer("{\"data\":{\"getPost\":" + POST + "}}").answer("{\"data\":{\"updatePost\":" + POST + "}}");
        Renamed post = graphQl.model("Post", Renamed.class).get("p1").orElseThrow();
        assertTrue(document(0).contains("{ id place { city lat } }"), document(0));
        assertEquals(new Renamed("p1", new Town("Bonn", 50.7), null), post);
        graphQl.model("Post", Renamed.class).update(new Renamed("p1", post.town(), "not sent"));
        assertEquals(json("{\"id\":\"p1\",\"place\":{\"city\":\"Bonn\",\"lat\":50.7}}"), input());
    }

    public record Count(String id, int views) {}

    public record Counted(String id, Count statistics) {}

    record Hidden(String id) {}

    @Test
    void namesTheComponentThatCannotBeNull() {
        transport.answer("{\"data\":{\"getPost\":{\"id\":\"p1\",\"statistics\":{\"id\":\"s1\",\"views\":null}}}}");
        ApiException failure = assertThrows(
                ApiException.class, () -> graphQl.model("Post", Counted.class).get("p1"));
        assertEquals(ApiException.Reason.BAD_ANSWER, failure.reason());
        assertTrue(
                failure.getMessage()
                        .endsWith("statistics.views is int, and the API answered null: use the class instead."),
                failure.getMessage());
    }

    @Test
    void saysThatARecordHasToBePublic() {
        transport.answer("{\"data\":{\"getPost\":{\"id\":\"p1\"}}}");
        ApiException failure = assertThrows(
                ApiException.class, () -> graphQl.model("Post", Hidden.class).get("p1"));
        assertTrue(failure.getMessage().contains("Hidden is not public, which JSON-B needs"), failure.getMessage());
    }

    public record Tree(int size, List<Tree> children) {}

    @Test
    void explainsRecordsThatContainThemselves() {
        transport.answer("{\"data\":{\"tree\":{\"size\":1,\"children\":[{\"size\":null}]}}}");
        ApiException failure = assertThrows(
                ApiException.class,
                () -> graphQl.graphql("{ tree { size children { size } } }")
                        .send()
                        .get("tree", Tree.class));
        assertTrue(failure.getMessage().contains("children.size is int"), failure.getMessage());
    }
}
