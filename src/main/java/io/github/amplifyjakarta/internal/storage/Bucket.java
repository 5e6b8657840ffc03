package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bucket.
 *
 * @param name the bucket's name in S3
 * @param region its region
 * @param expectedOwner the AWS account that must own the bucket
 * @param accelerated whether requests go to the nearest edge location (S3 user guide, "Transfer Acceleration")
 */
record Bucket(String name, String region, Optional<String> expectedOwner, boolean accelerated) {

    /** S3 user guide, "General purpose bucket naming rules". */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    static Bucket of(String name, String region) {
        if (!NAME.matcher(name).matches()
                || name.contains("..")
                || ADDRESS.matcher(name).matches()) {
            throw invalid(
                    "DnsIncompatibleBucketName",
                    "The bucket name \"" + name + "\" isn't DNS compatible.",
                    "Use 3 to 63 lower-case letters, digits, dots and hyphens.");
        }
        if (!REGION.matcher(region).matches()) {
            throw invalid(
                    "InvalidStorageBucket",
                    "The region of the bucket " + name + " is \"" + region + "\", expected one like eu-central-1.",
                    "Give the region that the bucket is in.");
        }
        return new Bucket(name, region, Optional.empty(), false);
    }

    Bucket ownedBy(String accountId) {
        requireAccount(accountId);
        return new Bucket(name, region, Optional.of(accountId), accelerated);
    }

    static void requireAccount(String accountId) {
        if (!ACCOUNT.matcher(accountId).matches()) {
            throw invalid(
                    "InvalidAWSAccountID",
                    "The AWS account ID is \"" + accountId + "\", expected 12 digits.",
                    "Give the 12 digits of the account that owns the bucket.");
        }
    }

    /** {@return this bucket with the expected owner and the acceleration of another} */
    Bucket like(Bucket other) {
        Bucket owned = other.expectedOwner.map(this::ownedBy).orElse(this);
        return other.accelerated ? owned.withTransferAcceleration() : owned;
    }

    Bucket withTransferAcceleration() {
        if (name.contains(".")) {
            throw invalid(
                    "DnsIncompatibleBucketName",
                    "S3 Transfer Acceleration does not know \"" + name + "\", because the name has dots.",
                    "Use a bucket without dots in its name.");
        }
        if (region.startsWith("cn-")) {
            throw invalid(
                    "AccelerateUnavailable",
                    "The region " + region + " has no S3 Transfer Acceleration.",
                    "Call the client without useAccelerateEndpoint.");
        }
        return new Bucket(name, region, expectedOwner, true);
    }

    static StorageException invalid(String name, String message, String recoverySuggestion) {
        return new StorageException(
                Reason.INVALID_INPUT, new AmplifyException.Details(name, message, recoverySuggestion), null);
    }
}
