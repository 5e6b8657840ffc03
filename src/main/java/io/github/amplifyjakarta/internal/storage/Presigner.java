package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.config.StorageConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.endpoints.EndpointUrl;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Creates presigned URLs (SigV4, "Authenticating Requests: Using Query Parameters"). The SDK's own presigner signs the
 * headers of a PUT, so that a browser would have to send exactly these headers. Like Amplify's, these URLs have
 * everything in the query.
 */
final class Presigner {

    private final StorageConfig config;
    private final Clock clock;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final S3EndpointProvider endpoints = S3EndpointProvider.defaultProvider();
    private final Map<Bucket, EndpointUrl> roots = new ConcurrentHashMap<>();

    /** Enough for any application. It limits the cache when bucket names are external input. */
    private static final int MOST_ROOTS = 1000;

    Presigner(StorageConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * The purpose of a URL.
     *
     * @param query the parameters besides those of the signature
     */
    record Purpose(SdkHttpMethod method, Bucket bucket, String key, Map<String, String> query) {}

    URI presign(Purpose purpose, Duration lifetime, AwsCredentials credentials) {
        Bucket bucket = purpose.bucket();
        EndpointUrl root = root(bucket);
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(purpose.method())
                .protocol(root.scheme())
                .host(root.host())
                .encodedPath((root.encodedPath().endsWith("/") ? root.encodedPath() : root.encodedPath() + "/")
                        + SdkHttpUtils.urlEncodeIgnoreSlashes(purpose.key()));
        if (root.port() > 0) {
            request.port(root.port());
        }
        purpose.query().forEach(request::putRawQueryParameter);
        bucket.expectedOwner().ifPresent(owner -> request.putRawQueryParameter("x-amz-expected-bucket-owner", owner));
        return signer.sign(sign -> sign.identity(AwsSessionCredentialsIdentity.create(
                                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()))
                        .request(request.build())
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, bucket.region())
                        .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, lifetime)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .getUri();
    }

    /** {@return scheme and host, and the path when it contains the bucket} */
    private EndpointUrl root(Bucket bucket) {
        EndpointUrl known = roots.get(bucket);
        if (known != null) {
            return known;
        }
        EndpointUrl found = endpoints
                .resolveEndpoint(parameters -> {
                    parameters
                            .region(Region.of(bucket.region()))
                            .bucket(bucket.name())
                            .accelerate(bucket.accelerated())
                            .forcePathStyle(config.pathStyle())
                            .useFips(false)
                            .useDualStack(false)
                            .useArnRegion(false)
                            .disableMultiRegionAccessPoints(true);
                    config.endpoint().map(URI::toString).ifPresent(parameters::endpoint);
                })
                .join()
                .endpointUrl();
        if (roots.size() < MOST_ROOTS) {
            roots.put(bucket, found);
        }
        return found;
    }
}
