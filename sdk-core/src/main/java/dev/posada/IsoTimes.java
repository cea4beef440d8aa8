// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;

/**
 * Dates and times in JSON: ISO-8601 text both ways, and the schema format that says so.
 *
 * <p>A table of our own, as the library for this would be a twentieth of the whole class path and reads numbers and arrays,
 * too, which no schema of ours allows. Local times may come with an offset, which is left out: the JSON Schema formats
 * {@code time} and {@code date-time} demand one, so servers that enforce them make the model write it.
 */
final class IsoTimes {
    static final List<IsoTime<?>> ALL = List.of(
            new IsoTime<>(Instant.class, "date-time", Instant::parse),
            new IsoTime<>(OffsetDateTime.class, "date-time", OffsetDateTime::parse),
            new IsoTime<>(ZonedDateTime.class, "date-time", ZonedDateTime::parse),
            new IsoTime<>(
                    LocalDateTime.class,
                    "date-time",
                    text -> LocalDateTime.parse(text, DateTimeFormatter.ISO_DATE_TIME)),
            new IsoTime<>(LocalDate.class, "date", LocalDate::parse),
            new IsoTime<>(LocalTime.class, "time", text -> LocalTime.parse(text, DateTimeFormatter.ISO_TIME)),
            new IsoTime<>(OffsetTime.class, "time", OffsetTime::parse),
            new IsoTime<>(Duration.class, "duration", Duration::parse),
            new IsoTime<>(Period.class, "duration", Period::parse),
            new IsoTime<>(YearMonth.class, "", YearMonth::parse),
            new IsoTime<>(ZoneId.class, "", ZoneId::of),
            new IsoTime<>(ZoneOffset.class, "", ZoneOffset::of));

    private IsoTimes() {}

    /**
     * One type.
     *
     * @param type the Java type
     * @param format the JSON Schema format of its text; empty where there is none
     * @param parse reads the text
     */
    record IsoTime<T>(Class<T> type, String format, Function<String, T> parse) {
        void addTo(SimpleModule module) {
            module.addSerializer(type, ToStringSerializer.instance);
            module.addDeserializer(type, new FromText<>(this));
        }
    }

    static Module module() {
        SimpleModule module = new SimpleModule("posada-iso-times");
        ALL.forEach(time -> time.addTo(module));
        return module;
    }

    private static final class FromText<T> extends FromStringDeserializer<T> {
        private final transient IsoTime<T> time;

        FromText(IsoTime<T> time) {
            super(time.type());
            this.time = time;
        }

        @Override
        protected T _deserialize(String text, DeserializationContext context) {
            try {
                return time.parse().apply(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(e.getMessage(), e); // what the caller turns into an error of its own
            }
        }
    }
}
