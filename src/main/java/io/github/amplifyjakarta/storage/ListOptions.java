package io.github.amplifyjakarta.storage;

import java.util.Objects;
import java.util.Optional;

/**
 * Which objects to list, and how many of them.
 *
 * <pre>{@code
 * ListOptions options = ListOptions.builder().pageSize(50).excludeSubpaths().build();
 * ListResult first = storage.list(path("public/photos/"), options);
 * List<String> folders = first.excludedSubpaths();
 * Optional<String> next = first.nextToken(); // for nextToken(...) of the next page
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ListOptions {

    private static final int LARGEST_PAGE = 1000;

    private final int pageSize;
    private final Optional<String> nextToken;
    private final boolean listAll;
    private final Optional<String> delimiter;

    private ListOptions(Builder builder) {
        this.nextToken = builder.nextToken;
        this.delimiter = builder.delimiter;
        if (builder.pageSize < 1 || builder.pageSize > LARGEST_PAGE) {
            throw new IllegalArgumentException("pageSize is " + builder.pageSize + ", expected 1 to " + LARGEST_PAGE);
        }
        this.pageSize = builder.pageSize;
        this.listAll = builder.listAll;
        if (delimiter.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("the delimiter of subpaths is empty, expected one like /");
        }
    }

    /** {@return a builder with Amplify's defaults: the first 1000 objects} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the number of objects in a page, 1 to 1000} */
    public int pageSize() {
        return pageSize;
    }

    /** {@return the token of the page to read; empty: the first page} */
    public Optional<String> nextToken() {
        return nextToken;
    }

    /** {@return whether all pages are read; {@code pageSize} and {@code nextToken} have no effect then} */
    public boolean listAll() {
        return listAll;
    }

    /** {@return the delimiter of the subpaths whose objects are left out; empty: none are left out} */
    public Optional<String> delimiter() {
        return delimiter;
    }

    /** Builds {@link ListOptions}. */
    public static final class Builder {

        private int pageSize = LARGEST_PAGE;
        private Optional<String> nextToken = Optional.empty();
        private boolean listAll;
        private Optional<String> delimiter = Optional.empty();

        private Builder() {}

        /**
         * Sets the number of objects in a page. The default is 1000, which is also the maximum.
         *
         * @param pageSize 1 to 1000
         * @return this builder
         */
        public Builder pageSize(int pageSize) {
            this.pageSize = pageSize;
            return this;
        }

        /**
         * Sets the page to read. The default is the first one.
         *
         * @param nextToken what {@link ListResult#nextToken()} of the page before has
         * @return this builder
         */
        public Builder nextToken(String nextToken) {
            this.nextToken = Optional.of(Objects.requireNonNull(nextToken, "nextToken"));
            return this;
        }

        /**
         * Reads all pages. The result is held in memory, about 300 bytes for each object: {@link StorageClient#stream}
         * holds one page.
         *
         * @return this builder
         */
        public Builder listAll() {
            this.listAll = true;
            return this;
        }

        /**
         * Leaves out the objects in folders below the path. {@link ListResult#excludedSubpaths()} has the names of
         * these folders.
         *
         * @return this builder
         */
        public Builder excludeSubpaths() {
            return excludeSubpaths("/");
        }

        /**
         * Leaves out the objects behind a delimiter, as {@link #excludeSubpaths()} does for the slash.
         *
         * @param delimiter what separates the parts of a path; not empty
         * @return this builder
         */
        public Builder excludeSubpaths(String delimiter) {
            this.delimiter = Optional.of(Objects.requireNonNull(delimiter, "delimiter"));
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException when the page size is not 1 to 1000, or the delimiter is empty
         */
        public ListOptions build() {
            return new ListOptions(this);
        }
    }
}
