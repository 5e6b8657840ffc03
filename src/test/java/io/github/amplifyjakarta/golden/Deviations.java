package io.github.amplifyjakarta.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The deviation list, and the count of what was replayed. */
final class Deviations {

    /** What does not match, in the form of the list but without the decision: one line for each case. */
    private static final Path NOT_MATCHING = Path.of("target/golden-not-matching.jsonl");

    private final Map<String, JsonObject> byName = new LinkedHashMap<>();
    private final Map<String, int[]> counts = new TreeMap<>();

    Deviations() {
        try (InputStream list = Deviations.class.getResourceAsStream("/golden-deviations.json");
                JsonReader reader = Json.createReader(list)) {
            for (JsonObject deviation : reader.readArray().getValuesAs(JsonObject.class)) {
                assertFalse(deviation.getString("decision").isBlank());
                assertTrue(
                        byName.put(deviation.getString("case"), deviation) == null,
                        () -> deviation.getString("case") + " is listed twice");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return a test for each case: it matches, or is on the list} */
    Stream<DynamicTest> tests(List<Replay> replays) {
        Set<String> names = new HashSet<>();
        replays.forEach(replay -> assertTrue(names.add(replay.name()), () -> "two cases are called " + replay.name()));
        byName.keySet().stream()
                .filter(name -> replays.stream().anyMatch(replay -> name.startsWith(replay.group() + "/")))
                .filter(name -> !names.contains(name))
                .forEach(name -> fail("no case is called " + name));
        return replays.stream()
                .filter(replay -> !isDecidedWithItsCase(replay.name()))
                .map(replay -> DynamicTest.dynamicTest(replay.name(), () -> check(replay)));
    }

    /** Where a case deviates, and another router's answer differed from it in its body alone, that deviates too. */
    private boolean isDecidedWithItsCase(String name) {
        int variant = name.lastIndexOf(Replays.VARIANT);
        return name.endsWith(Replays.BODY_ONLY) && byName.containsKey(name.substring(0, variant));
    }

    /** {@return whether a case is to match} */
    boolean isToMatch(Replay replay) {
        return replay.applicable() && !byName.containsKey(replay.name()) && !isDecidedWithItsCase(replay.name());
    }

    private void check(Replay replay) throws Exception {
        int[] counted = counts.computeIfAbsent(replay.group(), same -> new int[4]);
        if (!replay.applicable()) {
            counted[3]++;
            return;
        }
        Outcome outcome = replay.play();
        counted[0]++;
        if (!outcome.matches()) {
            note(replay.name(), outcome);
        }
        Optional<JsonObject> deviation = Optional.ofNullable(byName.get(replay.name()));
        if (deviation.isPresent()) {
            assertEquals(deviation.get().getString("amplify"), outcome.amplify(), replay.name());
            assertEquals(deviation.get().getString("own"), outcome.ours(), replay.name());
            assertFalse(outcome.matches(), replay.name() + " matches: take it off the deviation list");
            counted[2]++;
        } else {
            if (!outcome.matches()) {
                fail("CASE " + replay.name() + "\n" + outcome.difference() + "\nOURS " + outcome.ours());
            }
            counted[1]++;
        }
    }

    private static void note(String name, Outcome outcome) throws IOException {
        JsonObject line = Json.createObjectBuilder()
                .add("case", name)
                .add("amplify", outcome.amplify())
                .add("own", outcome.ours())
                .build();
        Files.writeString(
                NOT_MATCHING, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void report() {
        counts.forEach((group, counted) -> System.out.printf(
                "golden %-24s replayed %3d  matching %3d  deviating by decision %3d  not applicable %3d%n",
                group, counted[0], counted[1], counted[2], counted[3]));
    }
}
