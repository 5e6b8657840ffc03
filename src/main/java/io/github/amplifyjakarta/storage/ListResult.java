package io.github.amplifyjakarta.storage;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Objects whose path starts with the prefix that was asked for: one page, or all of them.
 *
 * <pre>{@code
 * ListResult page = storage.list(path("public/photos/"));
 * while (true) {
 *     page.items().forEach(item -> show(item.path()));
 *     if (page.nextToken().isEmpty()) {
 *         break;
 *     }
 *     String token = page.nextToken().get();
 *     page = storage.list(path("public/photos/"), options -> options.nextToken(token));
 * }
 * }</pre>
 *
 * @param items the objects; unmodifiable
 * @param nextToken the token of the next page; empty on the last page
 * @param excludedSubpaths the subpaths whose objects were left out; empty unless {@link
 *     ListOptions.Builder#excludeSubpaths() asked for}; unmodifiable
 * @since 0.1.0
 */
public record ListResult(List<StorageItem> items, Optional<String> nextToken, List<String> excludedSubpaths) {

    /**
     * Checks that no component is {@code null} and copies the lists.
     *
     * @param items the objects; unmodifiable
     * @param nextToken the token of the next page; empty on the last page
     * @param excludedSubpaths the subpaths whose objects were left out; empty unless {@link
     *     ListOptions.Builder#excludeSubpaths() asked for}; unmodifiable
     */
    public ListResult {
        items = List.copyOf(items);
        Objects.requireNonNull(nextToken, "nextToken");
        excludedSubpaths = List.copyOf(excludedSubpaths);
    }
}
