package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path in a bucket, resolved for one user.
 *
 * @param text the object's key in S3
 * @param prefix the text before the key that the application specified; empty when the application specified the whole
 * path
 */
record ObjectPath(String text, Optional<String> prefix) {

    /** A URL parser removes these segments (RFC 3986, section 5.2.4), which makes the signature invalid. */
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?:^|/)\\.{1,2}(?:/|$)");

    /** {@return the path of an object, which must have a name} */
    static ObjectPath ofObject(StoragePath path, AuthSession session) {
        ObjectPath found = of(path, session);
        if (found.named().isEmpty()) {
            throw invalid("InvalidStorageOperationInput", "The path is empty, expected the path of an object.");
        }
        return found;
    }

    /** {@return a path, which may be empty} */
    static ObjectPath of(StoragePath path, AuthSession session) {
        ObjectPath found = resolve(path, session);
        if (found.prefix.isEmpty() && found.text.startsWith("/")) {
            throw invalid(
                    "InvalidStoragePathInput",
                    "The path \"" + found.text + "\" starts with a slash, which would be part of the object's name.");
        }
        if (DOT_SEGMENT.matcher(found.text).find()) {
            throw invalid(
                    "InvalidStoragePathInput",
                    "The path \"" + found.text + "\" has a segment . or .., which browsers take out of URLs.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(found.text)) {
            throw invalid("InvalidStoragePathInput", "The path has half a character (a surrogate without its pair).");
        }
        return found;
    }

    private static ObjectPath resolve(StoragePath path, AuthSession session) {
        return path.fold(
                literal -> new ObjectPath(literal.path(), Optional.empty()),
                ofIdentity -> new ObjectPath(ofIdentity.path().apply(identityId(session)), Optional.empty()),
                key -> below(prefix(key, session), key.key()));
    }

    private static String prefix(StoragePath.Key key, AuthSession session) {
        return switch (key.accessLevel()) {
            case GUEST -> "public/";
            case PROTECTED -> "protected/" + key.targetIdentityId().orElseGet(() -> identityId(session)) + "/";
            case PRIVATE -> "private/" + identityId(session) + "/";
        };
    }

    private static ObjectPath below(String prefix, String key) {
        return new ObjectPath(prefix + key, Optional.of(prefix));
    }

    private static String identityId(AuthSession session) {
        return session.identityId()
                .orElseThrow(() -> new StorageException(
                        Reason.NO_CREDENTIALS,
                        new AmplifyException.Details(
                                "NoIdentityId",
                                "Missing identity ID when accessing objects in protected or private access level.",
                                "Sign in, or allow guests in the identity pool; the path depends on who asks."),
                        null));
    }

    private static StorageException invalid(String name, String message) {
        return new StorageException(
                Reason.INVALID_INPUT,
                new AmplifyException.Details(name, message, "Give a path like public/photo.jpg."),
                null);
    }

    /** {@return what the application specified: the whole path, or the key after the prefix} */
    private String named() {
        return prefix.map(before -> text.substring(before.length())).orElse(text);
    }

    /** {@return the folder with this name} */
    ObjectPath asFolder() {
        return text.endsWith("/") ? this : new ObjectPath(text + "/", prefix);
    }

    /** {@return another object with the same prefix} */
    ObjectPath sibling(String path) {
        return new ObjectPath(path, prefix);
    }

    /** {@return the object without any data from S3} */
    StorageItem item() {
        return known().build();
    }

    /** {@return a builder for data from S3 about the object} */
    ItemBuilder known() {
        return new ItemBuilder(text, prefix.map(before -> named()));
    }
}
