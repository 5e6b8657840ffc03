package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.internal.config.ConfigKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** What an application gets that makes the session's user the caller of Jakarta Security. */
final class JakartaSecurity {

    /** MicroProfile JWT lets an application's own bean win with a priority above its own. */
    private static final int BEFORE_THE_SERVERS_OWN = 101;

    private JakartaSecurity() {}

    /** {@return whether the application asks for it; a wrong value is reported with the whole configuration} */
    static boolean isWanted() {
        return ConfigProvider.getConfig(JakartaSecurity.class.getClassLoader())
                .getOptionalValue(ConfigKey.JAKARTA_SECURITY.key(), String.class)
                .filter("true"::equals)
                .isPresent();
    }

    /** {@return what is wrong with the server; empty when the mechanism was added} */
    static Optional<ConfigException> addMechanism(BeforeBeanDiscovery discovery) {
        // by name: the class cannot be loaded where there is no Jakarta Security
        String mechanism = "io.github.amplifyjakarta.internal.web.SessionMechanism";
        try {
            Class<?> type = Class.forName(mechanism, false, JakartaSecurity.class.getClassLoader());
            discovery.addAnnotatedType(type, mechanism).add(ApplicationScoped.Literal.INSTANCE);
            return Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.of(new ConfigException(List.of(new ConfigException.Problem(
                    ConfigKey.JAKARTA_SECURITY.key(),
                    "MicroProfile Config",
                    "true",
                    "a server with Jakarta Security: the layer ee-security of WildFly, the feature"
                            + " appSecurity-5.0 of Open Liberty"))));
        }
    }

    /** Adds {@code JsonWebToken} where the application or the server has MicroProfile JWT's API. */
    static void addJsonWebToken(AfterBeanDiscovery discovery) {
        try {
            Class<?> type = Class.forName(
                    "org.eclipse.microprofile.jwt.JsonWebToken", false, JakartaSecurity.class.getClassLoader());
            discovery
                    .addBean()
                    .types(type)
                    .scope(ApplicationScoped.class)
                    .alternative(true)
                    .priority(BEFORE_THE_SERVERS_OWN)
                    .createWith(context -> CurrentJsonWebToken.create());
        } catch (ClassNotFoundException e) {
            // nobody can ask for what has no class
        }
    }
}
