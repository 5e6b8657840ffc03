package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lists of objects, page after page. */
class ListingTest extends WithFaultyS3 {

    @Test
    void refusesAnEmptyDelimiter() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ListOptions.builder().excludeSubpaths("").build());
    }

    private void threePages() {
        answers(exchange -> send(
                exchange,
                200,
                has(exchange, "continuation-token=2")
                        ? page(5, 6, Optional.empty())
                        : has(exchange, "continuation-token=1")
                                ? page(3, 5, Optional.of("2"))
                                : page(0, 3, Optional.of("1"))));
    }

    @Test
    void followsPagesAsFarAsTheyAreRead() {
        threePages();
        assertEquals(
                15,
                client.stream(path("public/"))
                        .mapToLong(item -> item.size().orElseThrow())
                        .sum());
        assertEquals(3, sent.size());
        sent.clear();
        assertEquals(3, client.stream(path("public/")).limit(3).count());
        assertEquals(1, sent.size(), "nobody has asked for the second page");
        sent.clear();
        assertTrue(client.stream(path("public/")).anyMatch(item -> item.path().equals("public/4")));
        assertEquals(2, sent.size());
    }

    @Test
    void refusesAListThatLeadsBackToItself() {
        answers(exchange -> send(exchange, 200, page(0, 1, Optional.of("1"))));
        assertEquals(
                Reason.INTEGRITY,
                assertThrows(
                                StorageException.class,
                                () -> client.stream(path("public/")).count())
                        .reason());
        assertEquals(
                Reason.INTEGRITY,
                assertThrows(StorageException.class, () -> client.list(path("public/"), ListOptions.Builder::listAll))
                        .reason());
    }
}
