package io.github.amplifyjakarta.storage;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Objects below a path.
 *
 * @param items the objects; unmodifiable
 * @param nextToken where the next page starts; empty at the end
 * @param excludedSubpaths subpaths whose objects were left out; empty unless {@link ListOptions.Builder#excludeSubpaths()
 *     asked for}; unmodifiable
 * @since 0.1.0
 */
public record ListResult(List<StorageItem> items, Optional<String> nextToken, List<String> excludedSubpaths) {

    /**
     * Checks that no component is {@code null} and copies the lists.
     *
     * @param items the objects; unmodifiable
     * @param nextToken where the next page starts; empty at the end
     * @param excludedSubpaths subpaths whose objects were left out; empty unless {@link ListOptions.Builder#excludeSubpaths() asked for}; unmodifiable
     */
    public ListResult {
        items = List.copyOf(items);
        Objects.requireNonNull(nextToken, "nextToken");
        excludedSubpaths = List.copyOf(excludedSubpaths);
    }
}
