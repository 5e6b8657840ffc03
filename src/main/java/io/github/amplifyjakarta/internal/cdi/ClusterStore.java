package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.internal.cluster.RedisStore;
import io.github.amplifyjakarta.internal.cluster.TimeLimitedStore;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What the nodes of this application share: the application's own store, or the configured one, or nothing. */
final class ClusterStore implements AutoCloseable {

    private final Optional<ClusterConfig> config;
    private final boolean required;
    private final Executor executor;
    private volatile Optional<SharedStore> store = Optional.empty();
    private Optional<AutoCloseable> opened = Optional.empty();

    /** @param executor threads that may block */
    ClusterStore(AmplifyConfig config, Executor executor) {
        this.config = config.cluster();
        this.required = config.app().session().store() == AppConfig.Store.SHARED;
        this.executor = executor;
    }

    /** {@return why the configured store cannot work; empty when it can} */
    static Optional<DefinitionException> problem(Optional<ClusterConfig> config) {
        return config.filter(found -> !ServerApi.REDIS.isThere())
                .map(found -> new DefinitionException("amplify-jakarta: amplify.cluster.url needs Jedis, and"
                        + " redis.clients:jedis is not in WEB-INF/lib: add the dependency (docs/scaling.md), or remove the"
                        + " key"));
    }

    /**
     * Looks for the store, on a thread of the application, when its beans are there.
     *
     * @throws IllegalStateException when the store that sessions need is not there, or there are several
     */
    synchronized void start() {
        if (Application.hasSeveral(SharedStore.class)) {
            throw new IllegalStateException("there are several beans of the type SharedStore, expected one: mark the"
                    + " others as @Alternative, or remove them");
        }
        Optional<SharedStore> own =
                Application.onlyBean(SharedStore.class).map(bean -> new TimeLimitedStore(made(bean.get()), executor));
        store = own.or(() -> config.map(this::connected));
        if (required && store.isEmpty()) {
            throw new IllegalStateException("amplify.auth.session.store is \"shared\", and there is no store: set"
                    + " amplify.cluster.url, or have a CDI bean of the type SharedStore");
        }
        store.ifPresent(ClusterStore::readOnce);
    }

    /**
     * The first call loads classes, which may take longer than a request waits for the store: the first requests would get
     * 503.
     */
    private static void readOnce(SharedStore store) {
        try {
            store.get(List.of("amplify:start"));
        } catch (RuntimeException e) {
            StartReport.warn("the shared store did not answer in time at the start: " + e
                    + ". This node starts, and asks it again when it is needed (docs/scaling.md)");
        }
    }

    /** A client proxy makes its bean with the first call, which must come on a thread that can look resources up. */
    private static SharedStore made(SharedStore bean) {
        String unused = bean.toString();
        return bean;
    }

    private SharedStore connected(ClusterConfig found) {
        RedisStore redis = new RedisStore(found);
        opened = Optional.of(redis);
        return redis;
    }

    Optional<SharedStore> store() {
        return store;
    }

    @Override
    public synchronized void close() throws Exception {
        store = Optional.empty();
        if (opened.isPresent()) {
            opened.get().close();
        }
    }
}
