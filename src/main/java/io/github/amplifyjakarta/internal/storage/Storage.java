package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;

/** The storage of one application. */
public final class Storage implements AutoCloseable {

    private final StorageConfig config;
    private final S3Clients clients;
    private final Presigner presigner;
    private final ContentTypes contentTypes = new ContentTypes();
    private final Clock clock;

    public Storage(StorageConfig config, HttpConfig limits, Clock clock) {
        this(config, new S3Clients(config, limits), clock);
    }

    /** Uses another HTTP client than the library's. */
    public Storage(StorageConfig config, HttpConfig limits, Clock clock, SdkHttpClient http) {
        this(config, new S3Clients(config, limits, http), clock);
    }

    private Storage(StorageConfig config, S3Clients clients, Clock clock) {
        this.config = config;
        this.clients = clients;
        this.presigner = new Presigner(config, clock);
        this.clock = clock;
    }

    /**
     * {@return the client of the default bucket}
     *
     * @param sessions supplies the session for each call
     */
    public StorageClient client(Supplier<AuthSession> sessions) {
        return new S3StorageClient(this, Bucket.of(config.bucket(), config.region()), sessions);
    }

    /** {@return the names of the buckets in the Amplify file} */
    public Set<String> bucketNames() {
        return new TreeSet<>(config.buckets().keySet());
    }

    Bucket bucket(String name) {
        StorageConfig.Bucket found = config.buckets().get(name);
        if (found == null) {
            throw new StorageException(
                    Reason.INVALID_INPUT,
                    new AmplifyException.Details(
                            "InvalidStorageBucket",
                            "There is no bucket \"" + name + "\" in the configuration; there are " + bucketNames()
                                    + ".",
                            "Use one of them, or add storage.buckets to the Amplify file."),
                    null);
        }
        return Bucket.of(found.bucketName(), found.region());
    }

    /** {@return a bucket with requests through the nearest edge location, where this is possible} */
    Bucket accelerated(Bucket bucket) {
        if (config.endpoint().isPresent() || config.pathStyle()) {
            throw Bucket.invalid(
                    "AccelerateUnavailable",
                    "S3 Transfer Acceleration has an endpoint of its own, and the configuration asks for "
                            + config.endpoint().map(Object::toString).orElse("the bucket in the path") + ".",
                    "Unset amplify.storage.endpoint and amplify.storage.path-style, or call the client without"
                            + " useAccelerateEndpoint.");
        }
        return bucket.withTransferAcceleration();
    }

    /** Creates objects whose first creation takes long. */
    public void warmUp() {
        clients.of(Bucket.of(config.bucket(), config.region()));
    }

    S3Clients clients() {
        return clients;
    }

    Presigner presigner() {
        return presigner;
    }

    ContentTypes contentTypes() {
        return contentTypes;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        clients.close();
    }
}
