package io.github.amplifyjakarta.storage;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Which object is meant.
 *
 * <pre>{@code
 * import static io.github.amplifyjakarta.storage.StoragePath.path;
 *
 * storage.getUrl(path("public/logo.png"));
 * storage.getUrl(path(identityId -> "private/" + identityId + "/invoice.pdf"));
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface StoragePath {

    /**
     * {@return what the one function says that is for this kind of path}
     *
     * @param <T> what the functions give
     * @param literal for a whole path
     * @param ofIdentity for a path that depends on who asks
     * @param key for a key below the prefix of an access level
     */
    <T> T fold(Function<Literal, T> literal, Function<OfIdentity, T> ofIdentity, Function<Key, T> key);

    /**
     * {@return an object by its whole path}
     *
     * @param path the object's key in the bucket; not empty, without a slash at its start, and without the segments
     *     {@code .} and {@code ..}, which browsers would take out
     */
    static StoragePath path(String path) {
        return new Literal(path);
    }

    /**
     * {@return an object whose path depends on who asks}
     *
     * @param path makes the path from the identity in the identity pool, for example {@code eu-central-1:1111…}
     */
    static StoragePath path(UnaryOperator<String> path) {
        return new OfIdentity(path);
    }

    /**
     * {@return an object below {@code public/}}
     *
     * @param key what comes behind the prefix
     */
    static StoragePath key(String key) {
        return key(key, AccessLevel.GUEST);
    }

    /**
     * {@return an object below the prefix of an access level}
     *
     * @param key what comes behind the prefix
     * @param accessLevel whose files
     */
    static StoragePath key(String key, AccessLevel accessLevel) {
        return new Key(key, accessLevel, Optional.empty());
    }

    /**
     * {@return a protected object of somebody else}
     *
     * @param key what comes behind the prefix
     * @param targetIdentityId whose file it is
     */
    static StoragePath protectedKey(String key, String targetIdentityId) {
        return new Key(key, AccessLevel.PROTECTED, Optional.of(targetIdentityId));
    }

    /**
     * A whole path.
     *
     * @param path the object's key in the bucket
     */
    record Literal(String path) implements StoragePath {

        /**
         * Checks that no component is {@code null}.
         *
         * @param path the object's key in the bucket
         */
        public Literal {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public <T> T fold(Function<Literal, T> literal, Function<OfIdentity, T> ofIdentity, Function<Key, T> key) {
            return literal.apply(this);
        }
    }

    /**
     * A path that depends on who asks.
     *
     * @param path makes the path from the identity
     */
    record OfIdentity(UnaryOperator<String> path) implements StoragePath {

        /**
         * Checks that no component is {@code null}.
         *
         * @param path makes the path from the identity
         */
        public OfIdentity {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public <T> T fold(Function<Literal, T> literal, Function<OfIdentity, T> ofIdentity, Function<Key, T> key) {
            return ofIdentity.apply(this);
        }
    }

    /**
     * A key below the prefix of an access level.
     *
     * @param key what comes behind the prefix
     * @param accessLevel whose files
     * @param targetIdentityId whose protected file; empty: the user's own
     */
    record Key(String key, AccessLevel accessLevel, Optional<String> targetIdentityId) implements StoragePath {

        /**
         * Checks that no component is {@code null}.
         *
         * @param key what comes behind the prefix
         * @param accessLevel whose files
         * @param targetIdentityId whose protected file; empty: the user's own
         */
        public Key {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(accessLevel, "accessLevel");
            Objects.requireNonNull(targetIdentityId, "targetIdentityId");
        }

        @Override
        public <T> T fold(Function<Literal, T> literal, Function<OfIdentity, T> ofIdentity, Function<Key, T> key) {
            return key.apply(this);
        }
    }
}
