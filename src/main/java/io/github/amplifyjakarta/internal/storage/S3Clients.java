package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The SDK clients of one application. There is one per region, created on first use, and all share one connection pool.
 * They have no credentials, because these differ per call. They ignore the server's own AWS settings.
 */
public final class S3Clients implements AutoCloseable {

    static final int MOST_CONNECTIONS = 100;

    private static final int MOST_PART_SENDERS = 32;

    /** More than AWS has regions. Region names may be external input. */
    private static final int MOST_CLIENTS = 100;

    private record Place(String region, boolean accelerated) {}

    private final StorageConfig config;
    private final HttpConfig limits;
    private final SdkHttpClient http;
    private final Map<Place, S3Client> clients = new ConcurrentHashMap<>();
    private final OpenDownloads downloads = new OpenDownloads();
    private final OpenUploads uploads = new OpenUploads();
    private volatile boolean closed;

    /** When all senders are busy, the upload's thread sends its part itself. */
    private final ThreadPoolExecutor partSenders = new ThreadPoolExecutor(
            0,
            MOST_PART_SENDERS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            S3Clients::partSender,
            S3Clients::onThisThread);

    public S3Clients(StorageConfig config, HttpConfig limits) {
        this(config, limits, connections(limits));
    }

    S3Clients(StorageConfig config, HttpConfig limits, SdkHttpClient http) {
        this.config = config;
        this.limits = limits;
        this.http = new CancelableHttpClient(http, downloads);
    }

    private static SdkHttpClient connections(HttpConfig limits) {
        return ApacheHttpClient.builder()
                .maxConnections(MOST_CONNECTIONS)
                .connectionTimeout(limits.connectTimeout())
                .connectionAcquisitionTimeout(limits.requestTimeout())
                .socketTimeout(limits.idleTimeout())
                .build();
    }

    /** {@return the time limit of a call that transfers no object} */
    Duration shortLimit() {
        return limits.requestTimeout();
    }

    OpenDownloads downloads() {
        return downloads;
    }

    OpenUploads uploads() {
        return uploads;
    }

    Executor partSenders() {
        return partSenders;
    }

    /**
     * Unlike the JDK's caller-runs policy, it rejects tasks after the end. The JDK's policy drops them, and the caller
     * would wait forever.
     */
    private static void onThisThread(Runnable part, ThreadPoolExecutor senders) {
        if (senders.isShutdown()) {
            throw new RejectedExecutionException(OpenUploads.ENDED);
        }
        part.run();
    }

    private static Thread partSender(Runnable work) {
        Thread thread = new Thread(work, "amplify-storage-part");
        thread.setDaemon(true);
        return thread;
    }

    /** {@return the client for a bucket; fails after the end of the application} */
    S3Client of(Bucket bucket) {
        Place place = new Place(bucket.region(), bucket.accelerated());
        S3Client known = clients.get(place);
        if (known != null) {
            return known;
        }
        synchronized (clients) { // otherwise a client that is created while the application ends would never be closed
            if (closed) {
                throw Cancellation.canceled(OpenUploads.ENDED, null);
            }
            if (!clients.containsKey(place) && clients.size() >= MOST_CLIENTS) {
                throw Bucket.invalid(
                        "InvalidStorageBucket",
                        "The region \"" + bucket.region() + "\" is one more than " + MOST_CLIENTS + " in use.",
                        "Do not take regions from outside.");
            }
            return clients.computeIfAbsent(place, this::create);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Replaces the files and the environment of the server's user, which presigned URLs would not use either. Without
     * the first setting, the SDK would use the old endpoint of us-east-1.
     */
    private static ProfileFile settings() {
        return ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content("[default]\ns3_us_east_1_regional_endpoint=regional\nignore_configured_endpoint_urls=true\n")
                .build();
    }

    private S3Client create(Place place) {
        return S3Client.builder()
                .httpClient(http)
                .region(Region.of(place.region()))
                .applyMutation(builder -> config.endpoint().ifPresent(builder::endpointOverride))
                .forcePathStyle(config.pathStyle())
                .accelerate(place.accelerated())
                .fipsEnabled(false)
                .dualstackEnabled(false)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                // the library computes checksums itself: this takes one pass over the bytes and needs no chunked
                // encoding
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.defaultProfileFile(settings())
                        .defaultProfileName("default")
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .retryOnException(S3ExceptionTranslator::isBrokenDocument)
                                .build())
                        .addExecutionInterceptor(new ParserRelease()))
                .build();
    }

    @Override
    public void close() {
        synchronized (clients) {
            closed = true;
        }
        try (http) {
            uploads.close(limits.requestTimeout());
        } finally {
            partSenders.shutdownNow();
            clients.values().forEach(S3Client::close);
        }
    }
}
