package io.github.amplifyjakarta.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Which objects of a model to list.
 *
 * <pre>{@code
 * ModelQuery query = ModelQuery.builder()
 *         .key("authorId", id)
 *         .filter(Map.of("rating", Map.of("gt", 3)))
 *         .limit(20)
 *         .build();
 * ModelPage<Post> posts = graphQl.model("Post", Post.class).index("postsByAuthor", query);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ModelQuery {

    /** The order of an index, or of a composite key. */
    public enum SortDirection {
        /** Smallest first. */
        ASC,
        /** Largest first. */
        DESC
    }

    private final Map<String, Object> keys;
    private final Optional<Object> filter;
    private final OptionalInt limit;
    private final Optional<String> nextToken;
    private final Optional<SortDirection> sortDirection;

    private ModelQuery(Builder builder) {
        this.keys = new LinkedHashMap<>(builder.keys);
        this.filter = builder.filter;
        this.limit = builder.limit;
        this.nextToken = builder.nextToken;
        this.sortDirection = builder.sortDirection;
    }

    /** {@return a builder that lists all objects from the first page} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a query whose options a lambda sets} */
    static ModelQuery with(Consumer<Builder> options) {
        Builder builder = builder();
        options.accept(builder);
        return builder.build();
    }

    /** {@return a new builder with everything that is set in this query} */
    public Builder toBuilder() {
        Builder same = new Builder();
        same.keys.putAll(keys);
        same.filter = filter;
        same.limit = limit;
        same.nextToken = nextToken;
        same.sortDirection = sortDirection;
        return same;
    }

    /** {@return the values or conditions by the fields of a key; unmodifiable} */
    public Map<String, Object> keys() {
        return java.util.Collections.unmodifiableMap(keys);
    }

    /** {@return the condition that the objects must meet, in the form of AppSync; empty: none} */
    public Optional<Object> filter() {
        return filter;
    }

    /** {@return how many objects AppSync reads for a page, before the filter; empty: AppSync chooses} */
    public OptionalInt limit() {
        return limit;
    }

    /** {@return the token of the page to read; empty: the first page} */
    public Optional<String> nextToken() {
        return nextToken;
    }

    /** {@return the order; empty: that of AppSync} */
    public Optional<SortDirection> sortDirection() {
        return sortDirection;
    }

    /** Builds a {@link ModelQuery}. */
    public static final class Builder {

        private final Map<String, Object> keys = new LinkedHashMap<>();
        private Optional<Object> filter = Optional.empty();
        private OptionalInt limit = OptionalInt.empty();
        private Optional<String> nextToken = Optional.empty();
        private Optional<SortDirection> sortDirection = Optional.empty();

        private Builder() {}

        /**
         * Sets the value of a field of the key, or a condition for its sort key.
         *
         * @param field the field of the key
         * @param value the value, or a condition such as {@code Map.of("beginsWith", "A")}
         * @return this builder
         */
        public Builder key(String field, Object value) {
            keys.put(field, value);
            return this;
        }

        /**
         * Sets the condition that the objects must meet.
         *
         * @param filter a map, a record or a JSON object in the form of AppSync, for example {@code Map.of("done",
         *     Map.of("ne", true))}
         * @return this builder
         */
        public Builder filter(Object filter) {
            this.filter = Optional.of(Objects.requireNonNull(filter, "filter"));
            return this;
        }

        /**
         * Sets how many objects AppSync reads for a page. The filter is applied to these, so a page can have fewer
         * objects.
         *
         * @param limit 1 or more
         * @return this builder
         * @throws IllegalArgumentException when the limit is less than 1
         */
        public Builder limit(int limit) {
            if (limit < 1) {
                throw new IllegalArgumentException("limit is " + limit + ", expected 1 or more");
            }
            this.limit = OptionalInt.of(limit);
            return this;
        }

        /**
         * Sets the page to read. The default is the first one.
         *
         * @param nextToken what {@link ModelPage#nextToken()} of the page before has
         * @return this builder
         */
        public Builder nextToken(String nextToken) {
            this.nextToken = Optional.of(Objects.requireNonNull(nextToken, "nextToken"));
            return this;
        }

        /**
         * Sets the order. The default is that of AppSync.
         *
         * @param direction smallest first or largest first
         * @return this builder
         */
        public Builder sortDirection(SortDirection direction) {
            this.sortDirection = Optional.of(direction);
            return this;
        }

        /** {@return the query} */
        public ModelQuery build() {
            return new ModelQuery(this);
        }
    }
}
