package io.github.amplifyjakarta.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some objects of a model.
 *
 * @param items the objects; those the API answered as null are left out
 * @param nextToken where the next page starts; empty on the last
 * @param <T> what objects become
 */
public record ModelPage<T>(List<T> items, Optional<String> nextToken) {

    /** Checks that no component is {@code null} and copies the list. */
    public ModelPage {
        items = List.copyOf(items);
        Objects.requireNonNull(nextToken, "nextToken");
    }
}
