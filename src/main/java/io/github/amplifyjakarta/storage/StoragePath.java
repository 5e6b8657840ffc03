package io.github.amplifyjakarta.storage;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The path of an object in a bucket.
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
     * Calls the one function that is for this kind of path.
     *
     * @param <T> the type of the result
     * @param literal for a whole path
     * @param ofIdentity for a path that depends on the user
     * @param key for a key below the prefix of an access level
     * @return the result of that function
     */
    <T> T fold(Function<Literal, T> literal, Function<OfIdentity, T> ofIdentity, Function<Key, T> key);

    /**
     * {@return an object by its whole path}
     *
     * @param path the key of the object in the bucket; not empty, without a slash at its start, and without the
     *     segments {@code .} and {@code ..}, which browsers would remove
     */
    static StoragePath path(String path) {
        return new Literal(path);
    }

    /**
     * {@return an object whose path depends on the user}
     *
     * @param path makes the path from the user's identity in the identity pool, for example {@code eu-central-1:1111…}
     */
    static StoragePath path(UnaryOperator<String> path) {
        return new OfIdentity(path);
    }

    /**
     * {@return an object below {@code public/}}
     *
     * @param key the path of the object below the prefix
     */
    static StoragePath key(String key) {
        return key(key, AccessLevel.GUEST);
    }

    /**
     * {@return an object below the prefix of an access level}
     *
     * @param key the path of the object below the prefix
     * @param accessLevel the access level
     */
    static StoragePath key(String key, AccessLevel accessLevel) {
        return new Key(key, accessLevel, Optional.empty());
    }

    /**
     * {@return a protected object of another user}
     *
     * @param key the path of the object below the prefix
     * @param targetIdentityId the identity of that user in the identity pool
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
     * A path that depends on the user.
     *
     * @param path makes the path from the user's identity in the identity pool
     */
    record OfIdentity(UnaryOperator<String> path) implements StoragePath {

        /**
         * Checks that no component is {@code null}.
         *
         * @param path makes the path from the user's identity in the identity pool
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
     * @param key the path of the object below the prefix
     * @param accessLevel the access level
     * @param targetIdentityId the identity of the user whose protected file it is; empty: the user's own
     */
    record Key(String key, AccessLevel accessLevel, Optional<String> targetIdentityId) implements StoragePath {

        /**
         * Checks that no component is {@code null}.
         *
         * @param key the path of the object below the prefix
         * @param accessLevel the access level
         * @param targetIdentityId the identity of the user whose protected file it is; empty: the user's own
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
