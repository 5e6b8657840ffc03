package io.github.amplifyjakarta.storage;

/**
 * Whose files a {@link StoragePath#key(String, AccessLevel) key} is among: the older way to name objects.
 *
 * @since 0.1.0
 */
public enum AccessLevel {
    /** Everybody's: {@code public/}. */
    GUEST,
    /** The user's own, which others may read: {@code protected/{identityId}/}. */
    PROTECTED,
    /** The user's own: {@code private/{identityId}/}. */
    PRIVATE
}
