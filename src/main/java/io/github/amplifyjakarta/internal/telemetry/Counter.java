package io.github.amplifyjakarta.internal.telemetry;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** A counter with one attribute. The attribute has few values, which come from the library itself. */
public final class Counter {

    private final String name;
    private final String description;
    private final String attribute;
    private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    Counter(String name, String description, String attribute) {
        this.name = name;
        this.description = description;
        this.attribute = attribute;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public String attribute() {
        return attribute;
    }

    /** Increments the count of this kind. */
    public void add(String kind) {
        counts.computeIfAbsent(kind, first -> new LongAdder()).increment();
    }

    /** {@return the count of each kind since the deployment} */
    public Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((kind, count) -> now.put(kind, count.sum()));
        return now;
    }
}
