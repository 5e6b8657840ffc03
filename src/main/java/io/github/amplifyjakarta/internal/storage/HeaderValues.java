package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.ServerSideEncryption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks values that a call sends in headers. */
final class HeaderValues {

    /** Metadata is sent in headers (S3 user guide, "User-defined object metadata"). */
    private static final Pattern METADATA_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern METADATA_VALUE = Pattern.compile("[ -~]*");

    private HeaderValues() {}

    /** A header value beyond ASCII is signed in one encoding and sent in another. */
    static void require(String name, Optional<String> value) {
        if (value.isPresent() && !METADATA_VALUE.matcher(value.get()).matches()) {
            throw Bucket.invalid(
                    "InvalidStorageOperationInput",
                    "The " + name + " \"" + value.get() + "\" cannot travel in a header, expected printable ASCII.",
                    "Encode it; a file name as in RFC 6266, section 4.3.");
        }
    }

    static void requireEncryption(Optional<ServerSideEncryption> encryption) {
        require("algorithm of the encryption", encryption.map(ServerSideEncryption::algorithm));
        require("kmsKeyId", encryption.flatMap(ServerSideEncryption::kmsKeyId));
    }

    static void requireMetadata(Map<String, String> metadata) {
        metadata.forEach(HeaderValues::requireMetadata);
        Set<String> names = new HashSet<>();
        for (String name : metadata.keySet()) {
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw Bucket.invalid(
                        "InvalidStorageOperationInput",
                        "The metadata \"" + name.toLowerCase(Locale.ROOT)
                                + "\" is given twice: S3 keeps names in lower case.",
                        "Give it once.");
            }
        }
    }

    private static void requireMetadata(String name, String value) {
        if (!METADATA_NAME.matcher(name).matches()
                || !METADATA_VALUE.matcher(value).matches()) {
            throw Bucket.invalid(
                    "InvalidStorageOperationInput",
                    "The metadata \"" + name + "\" cannot travel in a header, expected printable ASCII.",
                    "Encode it, for example with URLEncoder.");
        }
    }
}
