package io.github.amplifyjakarta.storage;

import java.util.List;
import java.util.Objects;

/**
 * What became of the objects below a path that was removed.
 *
 * @param removed paths of the objects that are gone; unmodifiable
 * @param failed the objects that S3 kept, and why; unmodifiable
 */
public record FolderRemoval(List<String> removed, List<Failure> failed) {

    /**
     * An object that was not removed.
     *
     * @param path its path
     * @param code S3's error code, for example {@code AccessDenied}
     * @param message S3's message
     */
    public record Failure(String path, String code, String message) {

        /** Checks that no component is {@code null}. */
        public Failure {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }

    /** Checks that no component is {@code null} and copies the lists. */
    public FolderRemoval {
        removed = List.copyOf(removed);
        failed = List.copyOf(failed);
    }
}
