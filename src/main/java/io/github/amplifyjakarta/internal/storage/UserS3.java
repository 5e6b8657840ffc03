package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * One bucket, accessed as one user. It uses the shared client with the user's credentials, which are requested again
 * for every request.
 */
final class UserS3 {

    /** For a request that transfers an object, or on which S3 works for a long time: copying 5 GiB takes minutes. */
    private static final Duration LONG = Duration.ofMinutes(15);

    private final S3Clients clients;
    private final S3Client client;
    private final Bucket bucket;
    private final Duration shortLimit;
    private final CallCredentials credentials;

    UserS3(S3Clients clients, Bucket bucket, CallCredentials credentials) {
        this.clients = clients;
        this.client = clients.of(bucket);
        this.bucket = bucket;
        this.shortLimit = clients.shortLimit();
        this.credentials = credentials;
    }

    Bucket bucket() {
        return bucket;
    }

    <T> T call(Function<S3Client, T> request) {
        try {
            return request.apply(client);
        } catch (SdkException e) {
            throw S3ExceptionTranslator.of(e, bucket);
        } catch (RejectedExecutionException | IllegalStateException e) { // thrown by the SDK's threads or connections
            if (clients.isClosed()) {
                throw Cancellation.canceled(OpenUploads.ENDED, e);
            }
            throw e;
        } catch (IllegalArgumentException e) { // thrown by the SDK for a response with a wrongly encoded path
            throw S3ExceptionTranslator.unreadable(e);
        }
    }

    HeadObjectResponse head(String key, @Nullable ChecksumMode checksums) {
        return head(request -> request.key(key).checksumMode(checksums));
    }

    /**
     * The response to HEAD has no document. The SDK then always claims that the object is missing, although it may be
     * the bucket.
     */
    HeadObjectResponse head(Consumer<HeadObjectRequest.Builder> object) {
        try {
            return call(client -> client.headObject(request -> object.accept(request.bucket(bucket.name())
                    .expectedBucketOwner(bucket.expectedOwner().orElse(null))
                    .overrideConfiguration(quick()))));
        } catch (StorageException e) {
            throw e.reason() == Reason.NOT_FOUND ? S3ExceptionTranslator.notFound(e) : e;
        }
    }

    void remove(String key) {
        SdkHttpResponse answer = call(client -> client.deleteObject(request -> request.bucket(bucket.name())
                        .key(key)
                        .expectedBucketOwner(bucket.expectedOwner().orElse(null))
                        .overrideConfiguration(quick())))
                .sdkHttpResponse();
        // Amazon S3 API reference, DeleteObject: the response is 204; a web page comes from a portal
        boolean page = answer.statusCode() != 204
                && answer.firstMatchingHeader("Content-Type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent();
        if (page) {
            throw S3ExceptionTranslator.integrity("S3 removed nothing: it answered with a web page.", answer);
        }
    }

    Consumer<AwsRequestOverrideConfiguration.Builder> quick() {
        return limited(credentials.now(), shortLimit);
    }

    /** For cleaning up, which must also work after the session has ended. */
    Consumer<AwsRequestOverrideConfiguration.Builder> quickAsBefore() {
        return limited(credentials.before(), shortLimit);
    }

    Consumer<AwsRequestOverrideConfiguration.Builder> slow() {
        return limited(credentials.now(), LONG);
    }

    /** For a body that the application reads at its own speed. Only the socket timeout between two bytes applies. */
    Consumer<AwsRequestOverrideConfiguration.Builder> unlimited() {
        return with(credentials.now());
    }

    private static Consumer<AwsRequestOverrideConfiguration.Builder> with(AwsCredentials user) {
        return override -> override.credentialsProvider(StaticCredentialsProvider.create(
                AwsSessionCredentials.create(user.accessKeyId(), user.secretAccessKey(), user.sessionToken())));
    }

    private static Consumer<AwsRequestOverrideConfiguration.Builder> limited(AwsCredentials user, Duration limit) {
        return with(user).andThen(override -> override.apiCallAttemptTimeout(limit));
    }
}
