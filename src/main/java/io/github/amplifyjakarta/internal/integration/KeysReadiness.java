package io.github.amplifyjakarta.internal.integration;

import io.github.amplifyjakarta.internal.jwt.KeySet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports readiness when verification keys are available. The first call fetches them, so that a node without traffic
 * becomes ready. After that it stays ready, because cached keys remain usable during an outage.
 */
public final class KeysReadiness implements HealthCheck {

    private final KeySet keys;

    KeysReadiness(KeySet keys) {
        this.keys = keys;
    }

    /**
     * Adds the bean.
     *
     * @param id of the bean
     */
    public static void addTo(AfterBeanDiscovery discovery, String id, KeySet keys) {
        discovery
                .<HealthCheck>addBean()
                .id(id)
                .types(HealthCheck.class)
                .qualifiers(Readiness.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .createWith(context -> new KeysReadiness(keys));
    }

    @Override
    public HealthCheckResponse call() {
        int count = keys.load();
        return HealthCheckResponse.named("amplify-jakarta")
                .status(count > 0)
                .withData("keys", count)
                .build();
    }
}
