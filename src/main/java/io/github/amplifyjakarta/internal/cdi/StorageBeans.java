package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.AmplifyGuest;
import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The injectable storage clients of one application. They share one {@link Storage}, which is created on first use. */
final class StorageBeans implements AutoCloseable {

    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(10);

    private final AmplifyConfig config;
    private boolean asked;
    private boolean closed;
    private @Nullable Storage storage;
    private volatile @Nullable Thread warmUp;

    StorageBeans(AmplifyConfig config) {
        this.config = config;
    }

    /** {@return why an injection point cannot work, with the configured alternatives; empty when it can} */
    Optional<DefinitionException> check(InjectionPoint point) {
        asked = true;
        Optional<String> name =
                point.getQualifiers().stream().flatMap(StorageBeans::bucketName).findFirst();
        if (name.isEmpty()) {
            return problem(point, "has neither @AmplifyStorage nor @AmplifyGuest: add one");
        }
        Optional<StorageConfig> storage = config.storage();
        if (storage.isEmpty()) {
            return problem(
                    point,
                    "needs a bucket, and none is configured: add \"storage\" to amplify_outputs.json, or set"
                            + " amplify.storage.bucket and amplify.storage.region");
        }
        if (!ServerApi.S3.isThere()) {
            return problem(
                    point,
                    "needs the AWS SDK, and software.amazon.awssdk:s3 is not in WEB-INF/lib: remove its exclusion from the"
                            + " dependency on amplify-jakarta, or remove this injection");
        }
        Set<String> names = new TreeSet<>(storage.get().buckets().keySet());
        return name.get().isEmpty() || names.contains(name.get())
                ? Optional.empty()
                : problem(
                        point,
                        "names the bucket \"" + name.get() + "\", and the configuration has " + names
                                + ": add it to storage.buckets of amplify_outputs.json, or set amplify.storage.buckets.\""
                                + name.get()
                                + "\".bucket-name and .region");
    }

    private static Stream<String> bucketName(Annotation qualifier) {
        if (qualifier instanceof AmplifyStorage marked) {
            return Stream.of(marked.value());
        }
        return qualifier instanceof AmplifyGuest ? Stream.of("") : Stream.empty();
    }

    private static Optional<DefinitionException> problem(InjectionPoint point, String why) {
        return Optional.of(WrongInjection.of(StorageClient.class, point, why));
    }

    void addTo(AfterBeanDiscovery discovery, Supplier<AmplifyServerContext> guest) {
        config.storage().ifPresent(found -> {
            add(discovery, Optional.empty());
            found.buckets().keySet().forEach(name -> add(discovery, Optional.of(name)));
            discovery
                    .<StorageClient>addBean()
                    .id(Application.newBeanId())
                    .types(StorageClient.class)
                    .qualifiers(new GuestLiteral())
                    .scope(ApplicationScoped.class)
                    .produceWith(instances -> client(Optional.empty(), guest.get()));
        });
    }

    private void add(AfterBeanDiscovery discovery, Optional<String> bucket) {
        discovery
                .<StorageClient>addBean()
                .id(Application.newBeanId())
                .types(StorageClient.class)
                .qualifiers(new StorageLiteral(bucket.orElse("")))
                .scope(ApplicationScoped.class)
                .produceWith(instances -> client(bucket, Application.bean(AmplifyServerContext.class)));
    }

    private StorageClient client(Optional<String> bucket, AmplifyServerContext context) {
        StorageClient client = storage().client(context::fetchAuthSession);
        return bucket.map(client::bucket).orElse(client);
    }

    private synchronized Storage storage() {
        if (closed) {
            throw new IllegalStateException("the application has ended"); // its connections would never be closed
        }
        if (storage == null) {
            storage = new Storage(config.storage().orElseThrow(), config.http(), Clock.systemUTC());
        }
        return storage;
    }

    /**
     * Creates the SDK's first client in advance, if a storage client is injected. This takes a second, which the first
     * user should not have to wait.
     */
    void warmUp() {
        if (asked && config.storage().isPresent()) {
            Thread thread = new Thread(() -> storage().warmUp(), "amplify-jakarta warm-up");
            thread.setDaemon(true);
            thread.start();
            warmUp = thread;
        }
    }

    @Override
    public void close() {
        awaitWarmUp();
        Storage ending;
        synchronized (this) {
            closed = true;
            ending = storage;
        }
        if (ending != null) {
            ending.close(); // it waits for uploads, which may wait for this monitor
        }
    }

    /** The warm-up needs classes that are no longer available after this application has ended. */
    private void awaitWarmUp() {
        Thread running = warmUp;
        if (running != null) {
            try {
                running.join(WARM_UP_LIMIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // do not delay the undeployment
            }
        }
    }

    private static final class StorageLiteral extends AnnotationLiteral<AmplifyStorage> implements AmplifyStorage {

        private static final long serialVersionUID = 1L;

        private final String name;

        StorageLiteral(String name) {
            this.name = name;
        }

        @Override
        public String value() {
            return name;
        }
    }

    /** The qualifier for guests. */
    static final class GuestLiteral extends AnnotationLiteral<AmplifyGuest> implements AmplifyGuest {

        private static final long serialVersionUID = 1L;
    }
}
