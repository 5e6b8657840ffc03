package io.github.amplifyjakarta.storage;

import java.util.Objects;
import java.util.Optional;

/**
 * How S3 encrypts an object (S3 user guide, "Protecting data with server-side encryption").
 *
 * <pre>{@code
 * storage.uploadData(path("public/a.pdf"), UploadData.of(file), upload -> upload
 *         .serverSideEncryption(ServerSideEncryption.kms("alias/documents")));
 * }</pre>
 *
 * @param algorithm S3's name of it: {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
 * @param kmsKeyId the key's id, ARN or alias in AWS KMS; empty: the key that AWS manages for S3
 * @since 0.1.0
 */
public record ServerSideEncryption(String algorithm, Optional<String> kmsKeyId) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param algorithm S3's name of it: {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
     * @param kmsKeyId the key's id, ARN or alias in AWS KMS; empty: the key that AWS manages for S3
     */
    public ServerSideEncryption {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(kmsKeyId, "kmsKeyId");
    }

    /** {@return encryption with a key of S3 (SSE-S3)} */
    public static ServerSideEncryption s3() {
        return new ServerSideEncryption("AES256", Optional.empty());
    }

    /** {@return encryption with the key in AWS KMS that AWS manages for S3 (SSE-KMS)} */
    public static ServerSideEncryption kms() {
        return new ServerSideEncryption("aws:kms", Optional.empty());
    }

    /**
     * {@return encryption with a key in AWS KMS (SSE-KMS)} The user's role needs {@code kms:GenerateDataKey} and {@code
     * kms:Decrypt} for the key.
     *
     * @param kmsKeyId the id, ARN or alias of the key
     */
    public static ServerSideEncryption kms(String kmsKeyId) {
        return new ServerSideEncryption("aws:kms", Optional.of(kmsKeyId));
    }
}
