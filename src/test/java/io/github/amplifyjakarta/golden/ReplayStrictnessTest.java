package io.github.amplifyjakarta.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A check of the replays: they notice when a recording that matches says something else. What a replay cannot even read
 * does not count, and another one is changed.
 */
class ReplayStrictnessTest {

    /** {@code -Dgolden.changes=} makes as many as one likes. */
    private static final int CHANGES = Integer.getInteger("golden.changes", 400);

    /** {@code -Dgolden.seed=} makes others; in a build a random one would fail by chance. */
    private static final long SEED = Long.getLong("golden.seed", 20_261_129);

    @TempDir
    Path folder;

    @Test
    void noticesChangedRecordings() throws Exception {
        Random random = new Random(SEED);
        Map<String, int[]> groups = new TreeMap<>();
        List<Replay> matching = matching(random, groups);
        List<String> unnoticed = new ArrayList<>();
        for (int made = 0, i = 0; made < CHANGES; i++) {
            Replay replay = matching.get(i % matching.size());
            List<ChangedRecording> changes = ChangedRecording.all(replay, random);
            ChangedRecording change = changes.get(random.nextInt(changes.size()));
            boolean noticed;
            try {
                noticed = !replay.player().play(change.recorded()).matches();
            } catch (Exception | AssertionError e) {
                continue;
            }
            assertTrue(replay.play().matches(), () -> replay.name() + " does not match unchanged");
            made++;
            groups.get(replay.group())[noticed ? 0 : 1]++;
            if (!noticed) {
                unnoticed.add(replay.name() + ": " + change.change());
            }
        }
        groups.forEach((group, counted) -> System.out.printf(
                "golden %-24s changes noticed %3d  not noticed %3d%n", group, counted[0], counted[1]));
        System.out.printf("golden seed %d: %d of %d changes noticed%n", SEED, CHANGES - unnoticed.size(), CHANGES);
        unnoticed.forEach(each -> System.out.println("golden not noticed: " + each));
        assertTrue(unnoticed.size() <= CHANGES * 0.03, () -> "seed " + SEED + ":\n" + String.join("\n", unnoticed));
    }

    /** {@return cases that match and can be changed, in some order} */
    private List<Replay> matching(Random random, Map<String, int[]> groups) throws Exception {
        Replays replays = new Replays(folder);
        List<Replay> all = new ArrayList<>();
        all.addAll(replays.auth());
        all.addAll(replays.helpers());
        all.addAll(replays.authserver());
        all.addAll(replays.config());
        all.addAll(replays.storage());
        all.addAll(replays.rest());
        all.addAll(replays.graphql());
        List<Replay> models = replays.models(); // as many as there are of all others: some are enough
        all.addAll(models.subList(0, models.size() / 10));
        Deviations deviations = new Deviations();
        all.removeIf(replay -> !deviations.isToMatch(replay));
        all.forEach(replay -> groups.computeIfAbsent(replay.group(), same -> new int[2]));
        all.removeIf(replay -> ChangedRecording.all(replay, random).isEmpty());
        for (String group : groups.keySet()) {
            assertTrue(
                    all.stream().anyMatch(replay -> replay.group().equals(group)),
                    () -> "nothing of " + group + " can be changed");
        }
        Collections.shuffle(all, random);
        return all;
    }
}
