package io.github.amplifyjakarta.storage;

/**
 * The prefix that a {@link StoragePath#key(String, AccessLevel) key} gets: the older way in which Amplify names
 * objects.
 *
 * <pre>{@code
 * storage.getUrl(StoragePath.key("invoice.pdf", AccessLevel.PRIVATE)); // private/{identityId}/invoice.pdf
 * }</pre>
 *
 * @since 0.1.0
 */
public enum AccessLevel {
    /** Files of everybody: {@code public/}. */
    GUEST,
    /** The user's own files, which others may read: {@code protected/{identityId}/}. */
    PROTECTED,
    /** The user's own files: {@code private/{identityId}/}. */
    PRIVATE
}
