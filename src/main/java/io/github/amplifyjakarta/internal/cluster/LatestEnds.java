package io.github.amplifyjakarta.internal.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The latest ends of sessions, in one entry that every node reads every few seconds. Ends are numbered: a node that has
 * missed some notices it, whatever its clock says.
 */
final class LatestEnds {

    /** Some 12 KB. More ends between two reads of a node only make it look up all tokens again. */
    private static final int MOST = 500;

    /** Longer than any access token lives. */
    private static final Duration LIFE = Duration.ofDays(2);

    private static final int MOST_ATTEMPTS = 20;
    private static final int LONGEST_PAUSE_MILLIS = 20;

    /**
     * The ends, as they are stored: whose list it is, the number of the first end, and the ends.
     *
     * @param id made with the list
     * @param first the number of the first end
     * @param marks what has ended, oldest first
     */
    private record Ends(String id, long first, List<String> marks) {

        private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

        static Ends none() {
            return new Ends(UUID.randomUUID().toString(), 0, List.of());
        }

        /** {@return the list; empty for anything else} */
        static Optional<Ends> parse(String text) {
            List<String> parts = List.of(text.split(" ", MOST + 3));
            return parts.size() > 2
                            && parts.size() <= MOST + 2
                            && NUMBER.matcher(parts.get(1)).matches()
                    ? Optional.of(new Ends(parts.get(0), Long.parseLong(parts.get(1)), parts.subList(2, parts.size())))
                    : Optional.empty();
        }

        long next() {
            return first + marks.size();
        }

        Ends with(Collection<String> more) {
            List<String> all = new ArrayList<>(marks);
            // a session ends once; a user may have signed in again since
            more.stream()
                    .filter(mark -> !EntryNames.isSession(mark) || !marks.contains(mark))
                    .forEach(all::add);
            int dropped = Math.max(0, all.size() - MOST);
            return new Ends(id, first + dropped, all.subList(dropped, all.size()));
        }

        String text() {
            return id + " " + first + " " + String.join(" ", marks);
        }
    }

    /**
     * What a node has not read before.
     *
     * @param marks what has ended
     * @param isComplete whether these are all ends since the last read
     */
    record News(List<String> marks, boolean isComplete) {

        private static final News UNKNOWN = new News(List.of(), false);
    }

    private final StoreCalls store;
    private final String key;

    /** The list that was read last; {@code null} when there was none. Guarded by this. */
    private @Nullable Ends read;

    LatestEnds(StoreCalls store, EntryNames names) {
        this.store = store;
        this.key = names.latestEnds();
    }

    /** {@return the ends since the last call} */
    synchronized News news() throws StoreUnavailable {
        Ends before = read;
        Ends now = store.getNow(key).flatMap(Ends::parse).orElse(null);
        read = now;
        if (now == null) {
            return before == null ? new News(List.of(), true) : News.UNKNOWN;
        }
        long known = before == null ? 0 : before.next();
        boolean sameList = before == null || before.id().equals(now.id());
        return sameList && now.first() <= known && known <= now.next()
                ? new News(
                        now.marks()
                                .subList(
                                        (int) (known - now.first()), now.marks().size()),
                        true)
                : News.UNKNOWN;
    }

    /** Tells all nodes. */
    void add(Collection<String> marks) throws StoreUnavailable {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<String> there = store.get(key);
            String next =
                    there.flatMap(Ends::parse).orElseGet(Ends::none).with(marks).text();
            boolean added = there.isPresent()
                    ? store.replace(key, there.get(), next, LIFE)
                    : store.putIfAbsent(key, next, LIFE).isEmpty();
            if (added) {
                return;
            }
            pause();
        }
        store.put(key, Ends.none().with(marks).text(), LIFE); // all nodes notice it and look up all tokens again
    }

    private static void pause() throws StoreUnavailable {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted", e);
        }
    }
}
