package io.github.amplifyjakarta.internal.config;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * What the server's MicroProfile JWT has to know of the user pool, for an application that asks for it. It is read when the
 * server asks for it first, because the configuration is not there yet when its sources are found. Every other source with
 * these keys wins.
 */
public final class MicroProfileJwtConfigSource implements ConfigSource {

    /** MicroProfile Config 3.1: META-INF/microprofile-config.properties has 100. */
    private static final int BELOW_ALL_OTHERS = 90;

    private static final String NAME = "amplify-jakarta: MicroProfile JWT of the user pool";

    private static final String ISSUER = "mp.jwt.verify.issuer";
    private static final String KEYS = "mp.jwt.verify.publickey";
    private static final String KEYS_LOCATION = "mp.jwt.verify.publickey.location";
    private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";

    /** Not in the specification: where SmallRye JWT finds the groups. Open Liberty has groupNameAttribute. */
    private static final String GROUPS = "smallrye.jwt.path.groups";

    /** An ID token has no {@code client_id}. The filter of this library looks at the values. */
    private static final String REQUIRED = "smallrye.jwt.required.claims";

    private static final Set<String> NAMES = Set.of(ISSUER, KEYS, KEYS_LOCATION, ALGORITHM, GROUPS, REQUIRED);

    private volatile @Nullable Map<String, String> values;

    /** Whether this thread reads the configuration, which may ask this source in turn. */
    private final ThreadLocal<Boolean> reading = ThreadLocal.withInitial(() -> false);

    @Override
    public @Nullable String getValue(String name) {
        return NAMES.contains(name) && !reading.get() ? values().get(name) : null;
    }

    private Map<String, String> values() {
        Map<String, String> known = values;
        if (known != null) {
            return known;
        }
        reading.set(true);
        try {
            return read();
        } finally {
            reading.remove();
        }
    }

    /** With problems the deployment fails, or the file is being replaced: then it is read again. */
    private Map<String, String> read() {
        ClassLoader application = MicroProfileJwtConfigSource.class.getClassLoader();
        Config config = ConfigProvider.getConfig(application);
        ConfigReport report = ConfigReader.report(config, application);
        Map<String, String> found = report.config()
                .filter(read -> read.app().callers().microprofileJwt())
                .flatMap(AmplifyConfig::userPool)
                .map(pool -> of(pool, config))
                .orElse(Map.of());
        if (report.problems().isEmpty()) {
            values = found;
        }
        return found;
    }

    private static Map<String, String> of(UserPoolConfig pool, Config config) {
        UserPoolConfig.Issuer issuer = pool.issuers().get(0);
        Map<String, String> values = new HashMap<>(Map.of(
                ISSUER, issuer.iss(),
                ALGORITHM, "RS256",
                GROUPS, "cognito:groups",
                REQUIRED, "client_id,token_use"));
        if (Stream.of(KEYS, KEYS_LOCATION)
                .map(config::getConfigValue)
                .noneMatch(
                        MicroProfileJwtConfigSource
                                ::isOfOther)) { // only one of the two may be there (MicroProfile JWT 2.1,
            // mp.jwt.verify.publickey)
            pool.jwks()
                    .ifPresentOrElse(
                            keys -> values.put(KEYS, keys),
                            () -> values.put(KEYS_LOCATION, issuer.jwksUrl().toString()));
        }
        return Map.copyOf(values);
    }

    /** Open Liberty asks one instance of this class, and the application's configuration has another. */
    private static boolean isOfOther(ConfigValue found) {
        return found.getValue() != null && !NAME.equals(found.getSourceName());
    }

    /** The values are found by their names only: the list is asked for while the sources are still being found. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public int getOrdinal() {
        return BELOW_ALL_OTHERS;
    }

    @Override
    public String getName() {
        return NAME;
    }
}
