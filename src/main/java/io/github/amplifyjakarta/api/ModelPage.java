package io.github.amplifyjakarta.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A page of objects of a model.
 *
 * <pre>{@code
 * ModelPage<Todo> first = todos.list(query -> query.limit(20));
 * first.nextToken().ifPresent(token -> show(todos.list(query -> query.limit(20).nextToken(token)).items()));
 * }</pre>
 *
 * @param items the objects; those that the API returned as null are left out; unmodifiable
 * @param nextToken the token of the next page; empty on the last page
 * @param <T> the type of the objects
 * @since 0.1.0
 */
public record ModelPage<T>(List<T> items, Optional<String> nextToken) {

    /**
     * Checks that no component is {@code null} and copies the list.
     *
     * @param items the objects; those that the API returned as null are left out; unmodifiable
     * @param nextToken the token of the next page; empty on the last page
     */
    public ModelPage {
        items = List.copyOf(items);
        Objects.requireNonNull(nextToken, "nextToken");
    }

    /** {@return the objects of all pages, each of which is asked for when the one before is used up} */
    static <T> Stream<T> stream(ModelQuery query, Function<ModelQuery, ModelPage<T>> pages) {
        return Stream.iterate(
                        Optional.of(pages.apply(query)),
                        Optional::isPresent,
                        page -> page.get()
                                .nextToken()
                                .map(token -> pages.apply(
                                        query.toBuilder().nextToken(token).build())))
                .flatMap(page -> page.get().items().stream());
    }
}
