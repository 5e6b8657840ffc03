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
 * The SDK's clients of one application: one for each region, made when it is needed first, all on one pool of
 * connections. They have no credentials, which differ with each call, and know nothing of the server's own.
 */
public final class S3Clients implements AutoCloseable {

    static final int MOST_CONNECTIONS = 100;

    private static final int MOST_PART_SENDERS = 32;

    /** More than AWS has; names of regions may come from outside. */
    private static final int MOST_CLIENTS = 100;

    private record Place(String region, boolean accelerated) {}

    private final StorageConfig config;
    private final HttpConfig limits;
    private final SdkHttpClient http;
    private final Map<Place, S3Client> clients = new ConcurrentHashMap<>();
    private final OpenDownloads downloads = new OpenDownloads();
    private final OpenUploads uploads = new OpenUploads();
    private volatile boolean closed;

    /** When all are busy the thread of the upload sends its part itself. */
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

    /** {@return how long a call may take that carries no object} */
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

    /** Unlike the JDK's policy of that kind, which drops what comes after the end: somebody would wait for it for ever. */
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

    /** {@return the client for a bucket; after the end of the application there is none} */
    S3Client of(Bucket bucket) {
        Place place = new Place(bucket.region(), bucket.accelerated());
        S3Client known = clients.get(place);
        if (known != null) {
            return known;
        }
        synchronized (clients) { // or one that is made while the application ends would never be closed
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
     * Instead of the files and the environment of whoever runs the server, which presigned URLs would not follow either.
     * Without the first setting us-east-1 would be asked at its old address.
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
                // our own, which cost one pass over the bytes and no chunked encoding
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
