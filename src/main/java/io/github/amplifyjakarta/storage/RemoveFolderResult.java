package io.github.amplifyjakarta.storage;

import java.util.List;
import java.util.Objects;

/**
 * What became of the objects in a folder that was removed. It counts them, because there may be millions. {@link
 * RemoveFolderOptions.Builder#onProgress onProgress} gets their paths.
 *
 * <pre>{@code
 * RemoveFolderResult result = storage.removeFolder(path("public/old/"));
 * result.failures().forEach(failure -> log.warn("{}: {}", failure.path(), failure.code()));
 * }</pre>
 *
 * @param removedCount how many objects are removed
 * @param failedCount how many objects S3 kept
 * @param failures what S3 says about the objects that it kept, 1000 of them at most; unmodifiable
 * @since 0.1.0
 */
public record RemoveFolderResult(long removedCount, long failedCount, List<Failure> failures) {

    /**
     * An object that was not removed.
     *
     * @param path its path
     * @param code S3's error code, for example {@code AccessDenied}
     * @param message S3's message
     */
    public record Failure(String path, String code, String message) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param path its path
         * @param code S3's error code, for example {@code AccessDenied}
         * @param message S3's message
         */
        public Failure {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * What became of one page of the objects.
     *
     * @param removed paths of the objects that are gone; unmodifiable
     * @param failed the objects that S3 kept, and why; unmodifiable
     */
    public record Batch(List<String> removed, List<Failure> failed) {

        /**
         * Checks that no component is {@code null} and copies the lists.
         *
         * @param removed paths of the objects that are gone; unmodifiable
         * @param failed the objects that S3 kept, and why; unmodifiable
         */
        public Batch {
            removed = List.copyOf(removed);
            failed = List.copyOf(failed);
        }
    }

    /**
     * Copies the list.
     *
     * @param removedCount how many objects are gone
     * @param failedCount how many S3 kept
     * @param failures what S3 says about those that it kept, the first 1000 of them; unmodifiable
     */
    public RemoveFolderResult {
        failures = List.copyOf(failures);
    }
}
