package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.internal.config.ConfigKey;
import io.github.amplifyjakarta.internal.integration.AmplifyAuthenticationMechanism;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the session's user the caller in Jakarta Security. */
final class JakartaSecurity {

    private JakartaSecurity() {}

    /** {@return whether the application enables it; an invalid value is reported with the whole configuration} */
    static boolean isWanted() {
        return ConfigProvider.getConfig(JakartaSecurity.class.getClassLoader())
                .getOptionalValue(ConfigKey.JAKARTA_SECURITY.key(), String.class)
                .filter("true"::equals)
                .isPresent();
    }

    /** {@return the problem with the server; empty when the mechanism was added} */
    static Optional<ConfigException> addMechanism(BeforeBeanDiscovery discovery) {
        if (!ServerApi.SECURITY.isThere()) {
            return Optional.of(new ConfigException(List.of(new ConfigException.Problem(
                    ConfigKey.JAKARTA_SECURITY.key(),
                    "MicroProfile Config",
                    "true",
                    "a server with Jakarta Security: the layer ee-security of WildFly, the feature"
                            + " appSecurity-5.0 of Open Liberty"))));
        }
        discovery
                .addAnnotatedType(AmplifyAuthenticationMechanism.class, AmplifyAuthenticationMechanism.class.getName())
                .add(ApplicationScoped.Literal.INSTANCE);
        return Optional.empty();
    }
}
