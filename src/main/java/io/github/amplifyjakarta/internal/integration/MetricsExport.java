package io.github.amplifyjakarta.internal.integration;

import io.github.amplifyjakarta.internal.telemetry.Counter;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.Optional;

/** Exports the counters to MicroProfile Telemetry, which reads them at each export. */
public final class MetricsExport implements AutoCloseable {

    private final List<ObservableLongCounter> observed;

    private MetricsExport(List<ObservableLongCounter> observed) {
        this.observed = observed;
    }

    /** {@return what must be closed; empty when the server has the API but no implementation} */
    public static Optional<AutoCloseable> start(Counters counters) {
        Instance<OpenTelemetry> telemetry = CDI.current().select(OpenTelemetry.class);
        if (!telemetry.isResolvable()) {
            return Optional.empty();
        }
        Meter meter = telemetry.get().getMeter("io.github.amplifyjakarta");
        return Optional.of(new MetricsExport(counters.all().stream()
                .map(counter -> meter.counterBuilder(counter.name())
                        .setDescription(counter.description())
                        .buildWithCallback(measurement -> record(counter, measurement)))
                .toList()));
    }

    /** Runs on a server thread, so it must not look up anything of the application. */
    private static void record(Counter counter, ObservableLongMeasurement measurement) {
        AttributeKey<String> attribute = AttributeKey.stringKey(counter.attribute());
        counter.counts().forEach((kind, count) -> measurement.record(count, Attributes.of(attribute, kind)));
    }

    /**
     * Otherwise a server whose SDK outlives the application would continue to call it and keep its class loader
     * reachable.
     */
    @Override
    public void close() {
        observed.forEach(ObservableLongCounter::close);
    }
}
