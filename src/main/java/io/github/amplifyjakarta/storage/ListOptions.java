package io.github.amplifyjakarta.storage;

import java.util.Optional;

/**
 * How to list objects.
 *
 * <pre>{@code
 * ListOptions.builder().pageSize(50).nextToken(token).excludeSubpaths().build()
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

    /** {@return objects on a page, 1 to 1000} */
    public int pageSize() {
        return pageSize;
    }

    /** {@return where the page starts; empty: at the first} */
    public Optional<String> nextToken() {
        return nextToken;
    }

    /** {@return whether all pages are read; {@code pageSize} and {@code nextToken} do not count then} */
    public boolean listAll() {
        return listAll;
    }

    /** {@return what ends a subpath whose objects are left out; empty: none are left out} */
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

        /** Sets how many objects a page has; the default is 1000, which is also the most. */
        public Builder pageSize(int pageSize) {
            this.pageSize = pageSize;
            return this;
        }

        /** Goes on where the page before ended. */
        public Builder nextToken(String nextToken) {
            this.nextToken = Optional.of(nextToken);
            return this;
        }

        /**
         * Reads all pages. The result is held in memory, about 300 bytes for each object: {@link StorageClient#stream}
         * holds one page.
         */
        public Builder listAll() {
            this.listAll = true;
            return this;
        }

        /** Leaves out what lies in folders below the path; their names are told instead. */
        public Builder excludeSubpaths() {
            return excludeSubpaths("/");
        }

        /** Leaves out what lies behind another delimiter. */
        public Builder excludeSubpaths(String delimiter) {
            this.delimiter = Optional.of(delimiter);
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
