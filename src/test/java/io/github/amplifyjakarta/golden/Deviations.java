package io.github.amplifyjakarta.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The deviation list, and the count of what was replayed. */
final class Deviations {

    private final Map<String, JsonObject> byName = new LinkedHashMap<>();
    private final Map<String, int[]> counts = new TreeMap<>();

    Deviations() {
        try (InputStream list = Deviations.class.getResourceAsStream("/golden-deviations.json");
                JsonReader reader = Json.createReader(list)) {
            for (JsonObject deviation : reader.readArray().getValuesAs(JsonObject.class)) {
                assertFalse(deviation.getString("reason").isBlank());
                byName.put(deviation.getString("case"), deviation);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Checks that no entry of a group is about a case that does not exist. */
    void requireCases(String group, Set<String> cases) {
        byName.keySet().stream()
                .filter(name -> name.startsWith(group + "/") && !cases.contains(name))
                .forEach(name -> fail("no case is called " + name));
    }

    void notApplicable(String group) {
        count(group)[3]++;
    }

    void check(String group, String name, GoldenCase.Outcome outcome) {
        int[] counted = count(group);
        counted[0]++;
        Optional<JsonObject> deviation = Optional.ofNullable(byName.get(name));
        if (deviation.isPresent()) {
            assertEquals(deviation.get().getString("own"), outcome.ours(), name);
            assertFalse(outcome.matches(), name + " matches: take it off the deviation list");
            counted[2]++;
        } else {
            if (!outcome.matches()) {
                fail("CASE " + name + "\n" + outcome.difference() + "\nOURS " + outcome.ours());
            }
            counted[1]++;
        }
    }

    private int[] count(String group) {
        return counts.computeIfAbsent(group, same -> new int[4]);
    }

    void report() {
        counts.forEach((group, counted) -> System.out.printf(
                "golden %-24s replayed %3d  matching %3d  deviating by decision %3d  not applicable %3d%n",
                group, counted[0], counted[1], counted[2], counted[3]));
    }
}
