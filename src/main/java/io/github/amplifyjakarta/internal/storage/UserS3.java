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

/** One bucket, as one user: the shared client with the user's credentials, asked for anew with every request. */
final class UserS3 {

    /** For a request that carries an object, or that S3 works on for long: copying 5 GiB takes minutes. */
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
        } catch (RejectedExecutionException | IllegalStateException e) { // of the SDK's threads and connections
            if (clients.isClosed()) {
                throw Cancellation.canceled(OpenUploads.ENDED, e);
            }
            throw e;
        } catch (IllegalArgumentException e) { // the SDK's, about a path in an answer that is wrongly encoded
            throw S3ExceptionTranslator.unreadable(e);
        }
    }

    HeadObjectResponse head(String key, @Nullable ChecksumMode checksums) {
        return head(request -> request.key(key).checksumMode(checksums));
    }

    /** The answer to a HEAD has no document: the SDK makes up that it is the object which is missing, not the bucket. */
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
        // Amazon S3 API reference, DeleteObject: no content; a web page is a portal's
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

    /** For cleaning up, which has to work when the session has ended meanwhile. */
    Consumer<AwsRequestOverrideConfiguration.Builder> quickAsBefore() {
        return limited(credentials.before(), shortLimit);
    }

    Consumer<AwsRequestOverrideConfiguration.Builder> slow() {
        return limited(credentials.now(), LONG);
    }

    /** For a body that the application reads at its own speed: the socket's limit between two bytes counts. */
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
