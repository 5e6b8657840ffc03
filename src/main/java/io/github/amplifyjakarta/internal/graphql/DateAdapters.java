package io.github.amplifyjakarta.internal.graphql;

import jakarta.json.bind.adapter.JsonbAdapter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;

/**
 * Writes instants in ISO 8601 format, as AWSDateTime requires (AppSync, "Scalar types"). JSON-B would append the zone
 * name (Jakarta JSON Binding 3.0, section 3.5).
 */
final class DateAdapters {

    private DateAdapters() {}

    /** Replaces the zone by its offset at that time. */
    static final class OfZonedDateTime implements JsonbAdapter<ZonedDateTime, OffsetDateTime> {

        @Override
        public OffsetDateTime adaptToJson(ZonedDateTime time) {
            return time.toOffsetDateTime();
        }

        @Override
        public ZonedDateTime adaptFromJson(OffsetDateTime time) {
            return time.toZonedDateTime();
        }
    }

    /** See {@link DateAdapters}. */
    static final class OfDate implements JsonbAdapter<Date, Instant> {

        @Override
        public Instant adaptToJson(Date time) {
            return Instant.ofEpochMilli(time.getTime());
        }

        @Override
        public Date adaptFromJson(Instant time) {
            return Date.from(time);
        }
    }

    /** See {@link DateAdapters}. */
    static final class OfCalendar implements JsonbAdapter<Calendar, OffsetDateTime> {

        @Override
        public OffsetDateTime adaptToJson(Calendar time) {
            return time.toInstant().atZone(time.getTimeZone().toZoneId()).toOffsetDateTime();
        }

        @Override
        public Calendar adaptFromJson(OffsetDateTime time) {
            return GregorianCalendar.from(time.toZonedDateTime());
        }
    }

    /** See {@link DateAdapters}. */
    static final class OfGregorianCalendar implements JsonbAdapter<GregorianCalendar, OffsetDateTime> {

        @Override
        public OffsetDateTime adaptToJson(GregorianCalendar time) {
            return time.toZonedDateTime().toOffsetDateTime();
        }

        @Override
        public GregorianCalendar adaptFromJson(OffsetDateTime time) {
            return GregorianCalendar.from(time.toZonedDateTime());
        }
    }
}
