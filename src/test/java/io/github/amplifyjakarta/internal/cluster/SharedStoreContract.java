package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.cluster.SharedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What SharedStore promises, for each store that there is. */
public abstract class SharedStoreContract {

    protected static final Duration LONG = Duration.ofMinutes(1);

    /** Of a race. */
    private static final int ROUNDS = 5;

    /** {@return the store under test} Tests may share its entries: each has keys of its own. */
    protected abstract SharedStore store();

    @Test
    void keepsTheFirstValue() {
        assertEquals(Optional.empty(), store().putIfAbsent("first", "a", LONG));
        assertEquals(Optional.of("a"), store().putIfAbsent("first", "b", LONG));
        assertEquals(List.of(Optional.of("a")), store().get(List.of("first")));
    }

    @Test
    void replacesTheExpectedValueOnly() {
        store().put("cas", "a", LONG);
        assertFalse(store().replace("cas", "b", "c", LONG));
        assertEquals(Optional.of("a"), store().get(List.of("cas")).get(0));
        assertTrue(store().replace("cas", "a", "c", LONG));
        assertEquals(Optional.of("c"), store().get(List.of("cas")).get(0));
        assertFalse(store().replace("cas-absent", "a", "c", LONG));
        assertEquals(Optional.empty(), store().get(List.of("cas-absent")).get(0));
    }

    @Test
    void readsInTheOrderOfTheKeys() {
        store().put("one", "1", LONG);
        store().put("three", "3", LONG);
        assertEquals(
                List.of(Optional.of("3"), Optional.empty(), Optional.of("1")),
                store().get(List.of("three", "two", "one")));
    }

    @Test
    void deletes() {
        store().put("gone", "a", LONG);
        store().delete("gone");
        store().delete("gone");
        assertEquals(List.of(Optional.empty()), store().get(List.of("gone")));
    }

    @Test
    void endsEntries() throws Exception {
        Duration life = Duration.ofSeconds(1);
        store().put("short", "a", life);
        store().putIfAbsent("short-if-absent", "a", life);
        store().put("short-replaced", "a", LONG);
        store().replace("short-replaced", "a", "b", life);
        List<String> keys = List.of("short", "short-if-absent", "short-replaced");
        assertTrue(store().get(keys).stream().allMatch(Optional::isPresent));
        for (int i = 0; i < 100 && store().get(keys).stream().anyMatch(Optional::isPresent); i++) {
            Thread.sleep(50);
        }
        assertTrue(store().get(keys).stream().allMatch(Optional::isEmpty), "after a second and a little");
    }

    @Test
    void storesWhereAnEntryHasEnded() throws Exception {
        List<String> keys = List.of("ended", "ended-put", "ended-replaced");
        keys.forEach(key -> store().put(key, "a", Duration.ofSeconds(1)));
        Thread.sleep(1100);
        assertFalse(store().replace("ended-replaced", "a", "b", LONG));
        assertEquals(Optional.empty(), store().putIfAbsent("ended", "b", LONG));
        store().put("ended-put", "b", LONG);
        assertEquals(List.of(Optional.of("b"), Optional.of("b"), Optional.empty()), store().get(keys));
    }

    @Test
    void keepsTheWholeValue() {
        String longest = "aB3-_.".repeat(11_000).substring(0, 64 * 1024);
        String other = longest.substring(1) + "x";
        assertEquals(Optional.empty(), store().putIfAbsent("long", longest, LONG));
        assertEquals(Optional.of(longest), store().putIfAbsent("long", other, LONG));
        assertFalse(store().replace("long", other, "short", LONG));
        assertTrue(store().replace("long", longest, other, LONG));
        store().put("long-put", longest, LONG);
        store().put("none", "", LONG);
        assertEquals(
                List.of(Optional.of(other), Optional.of(longest), Optional.of("")),
                store().get(List.of("long", "long-put", "none")));
    }

    /** Databases may compare without case or trailing space. */
    @Test
    void comparesExactly() {
        String key = "k".repeat(97);
        store().put(key + ":_-", "Value", LONG);
        assertEquals(Optional.empty(), store().putIfAbsent(key.toUpperCase(Locale.ROOT) + ":_-", "other", LONG));
        assertFalse(store().replace(key + ":_-", "value", "replaced", LONG));
        assertFalse(store().replace(key + ":_-", "Value ", "replaced", LONG));
        assertEquals(List.of(Optional.of("Value")), store().get(List.of(key + ":_-")));
    }

    @Test
    void readsManyKeysAtOnce() {
        List<String> keys =
                IntStream.range(0, 64).mapToObj(each -> "many-" + each).toList();
        store().put(keys.get(63), "last", LONG);
        List<Optional<String>> values = store().get(keys);
        assertEquals(64, values.size());
        assertEquals(Optional.of("last"), values.get(63));
        assertEquals(1, values.stream().flatMap(Optional::stream).count());
    }

    @Test
    void letsOneOfManyBeFirst() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "race-" + round;
            List<String> stored =
                    race(mine -> store().putIfAbsent(key, mine, LONG).isEmpty());
            assertEquals(stored, values(key));
        }
    }

    @Test
    void letsOneOfManyFollowAnEntryThatHasEnded() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            store().put("race-ended-" + round, "ended", Duration.ofSeconds(1));
        }
        Thread.sleep(1100);
        for (int round = 0; round < ROUNDS; round++) {
            String key = "race-ended-" + round;
            List<String> stored =
                    race(mine -> store().putIfAbsent(key, mine, LONG).isEmpty());
            assertEquals(stored, values(key));
        }
    }

    @Test
    void letsOneOfManyReplace() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "race-replace-" + round;
            store().put(key, "first", LONG);
            List<String> replaced = race(mine -> store().replace(key, "first", mine, LONG));
            assertEquals(replaced, values(key));
        }
    }

    /** Nobody fails, whatever others do with the same entries. */
    @Test
    void copesWithEverythingAtOnce() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            race(mine -> {
                int now = turn.getAndIncrement();
                String key = "mixed-" + now % 3;
                switch (now % 5) {
                    case 0 -> store().put(key, mine, LONG);
                    case 1 -> store().delete(key);
                    case 2 ->
                        store().get(List.of(key)).get(0).ifPresent(there -> store().replace(key, there, mine, LONG));
                    default -> store().putIfAbsent(key, mine, LONG);
                }
                return false;
            });
        }
    }

    private List<String> values(String key) {
        return store().get(List.of(key)).stream().flatMap(Optional::stream).toList();
    }

    /** {@return which of 200 callers have won} */
    private static List<String> race(Predicate<String> caller) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Callable<Optional<String>>> calls = IntStream.range(0, 200)
                    .mapToObj(each -> "caller-" + each)
                    .map(mine ->
                            (Callable<Optional<String>>) () -> Optional.of(mine).filter(caller))
                    .toList();
            List<String> winners = new ArrayList<>();
            for (Future<Optional<String>> call : threads.invokeAll(calls, 30, TimeUnit.SECONDS)) {
                call.get().ifPresent(winners::add);
            }
            return winners;
        } finally {
            threads.shutdownNow();
        }
    }
}
