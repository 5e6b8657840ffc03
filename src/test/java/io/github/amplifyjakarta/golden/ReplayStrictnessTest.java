package io.github.amplifyjakarta.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check of the replays: they notice when a recording that matches says something else. */
class ReplayStrictnessTest {

    /** Some hundred of more than 1,600 in every build; {@code -Dgolden.changes=} changes as many as one likes. */
    private static final int CHANGES = Integer.getInteger("golden.changes", 400);

    @TempDir
    Path folder;

    @Test
    void noticesChangedRecordings() throws IOException {
        long seed = Long.getLong("golden.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Replay> matching = matching();
        Collections.shuffle(matching, random);
        List<String> unnoticed = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            Replay replay = matching.get(i % matching.size());
            List<ChangedRecording> changes = ChangedRecording.all(replay, random);
            ChangedRecording change = changes.get(random.nextInt(changes.size()));
            if (!isNoticed(replay, change)) {
                unnoticed.add(replay.name() + ": " + change.change());
            }
        }
        System.out.printf("golden seed %d: %d of %d changes noticed%n", seed, CHANGES - unnoticed.size(), CHANGES);
        unnoticed.forEach(each -> System.out.println("golden not noticed: " + each));
        assertTrue(unnoticed.size() <= CHANGES * 0.03, () -> "seed " + seed + ":\n" + String.join("\n", unnoticed));
    }

    private static boolean isNoticed(Replay replay, ChangedRecording change) {
        try {
            return !replay.player().play(change.recorded()).matches();
        } catch (Exception | AssertionError e) { // which fails a replay as well
            return true;
        }
    }

    private List<Replay> matching() throws IOException {
        Replays replays = new Replays(folder);
        List<Replay> all = new ArrayList<>();
        all.addAll(replays.auth());
        all.addAll(replays.helpers());
        all.addAll(replays.authserver());
        all.addAll(replays.config());
        all.addAll(replays.storage());
        all.addAll(replays.rest());
        all.addAll(replays.graphql());
        Deviations deviations = new Deviations();
        all.removeIf(replay -> !deviations.isToMatch(replay)
                || ChangedRecording.all(replay, new Random(0)).isEmpty());
        return all;
    }
}
