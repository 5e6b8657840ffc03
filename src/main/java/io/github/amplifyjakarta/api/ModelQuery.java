package io.github.amplifyjakarta.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Which objects of a model to list.
 *
 * <pre>{@code
 * ModelQuery.builder().key("authorId", id).filter(Map.of("rating", Map.of("gt", 3))).limit(20).build()
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

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a query whose options a lambda sets} */
    static ModelQuery with(Consumer<Builder> options) {
        Builder builder = builder();
        options.accept(builder);
        return builder.build();
    }

    /** {@return a builder with what is in this query} */
    public Builder toBuilder() {
        Builder same = new Builder();
        same.keys.putAll(keys);
        same.filter = filter;
        same.limit = limit;
        same.nextToken = nextToken;
        same.sortDirection = sortDirection;
        return same;
    }

    /** {@return values or conditions of the fields of a key; unmodifiable} */
    public Map<String, Object> keys() {
        return java.util.Collections.unmodifiableMap(keys);
    }

    /** {@return what the objects have to be like, in AppSync's terms} */
    public Optional<Object> filter() {
        return filter;
    }

    /** {@return how many objects AppSync looks at for a page} */
    public OptionalInt limit() {
        return limit;
    }

    /** {@return where the page starts; empty: at the first} */
    public Optional<String> nextToken() {
        return nextToken;
    }

    /** {@return the order; empty: AppSync's} */
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

        /** Sets the value of a key's field, or a condition such as {@code Map.of("beginsWith", "A")} of its sort key. */
        public Builder key(String field, Object value) {
            keys.put(field, value);
            return this;
        }

        /** Sets what the objects have to be like: a map, a record or a JSON object in AppSync's terms. */
        public Builder filter(Object filter) {
            this.filter = Optional.of(filter);
            return this;
        }

        /**
         * Sets how many objects AppSync looks at for a page, before the filter.
         *
         * @throws IllegalArgumentException when it is less than 1
         */
        public Builder limit(int limit) {
            if (limit < 1) {
                throw new IllegalArgumentException("limit is " + limit + ", expected 1 or more");
            }
            this.limit = OptionalInt.of(limit);
            return this;
        }

        /** Goes on where the page before ended. */
        public Builder nextToken(String nextToken) {
            this.nextToken = Optional.of(nextToken);
            return this;
        }

        /** Sets the order. */
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
