package io.github.amplifyjakarta.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What MicroProfile JWT learns of the user pool. */
class MicroProfileJwtConfigSourceTest {

    private static final ConfigProviderResolver RESOLVER = ConfigProviderResolver.instance();
    private static final ClassLoader LOADER = MicroProfileJwtConfigSource.class.getClassLoader();

    private Config config;

    private Optional<String> value(String key, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "amplify.auth.user-pool-id", "eu-central-1_Ab3dEf7Gh",
                "amplify.auth.user-pool-client-id", "client1",
                "amplify.auth.session.microprofile-jwt", "true"));
        values.putAll(more);
        end();
        config = new SmallRyeConfigBuilder()
                .withDefaultValues(values)
                .withSources(new MicroProfileJwtConfigSource())
                .build();
        RESOLVER.registerConfig(config, LOADER);
        return config.getOptionalValue(key, String.class);
    }

    @AfterEach
    void end() {
        if (config != null) {
            RESOLVER.releaseConfig(config);
        }
    }

    @Test
    void knowsTheUserPool() {
        String pool = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab3dEf7Gh";
        assertEquals(Optional.of(pool), value("mp.jwt.verify.issuer", Map.of()));
        assertEquals(Optional.of(pool + "/.well-known/jwks.json"), value("mp.jwt.verify.publickey.location", Map.of()));
        assertEquals(Optional.of("RS256"), value("mp.jwt.verify.publickey.algorithm", Map.of()));
        assertEquals(Optional.of("cognito:groups"), value("smallrye.jwt.path.groups", Map.of()));
        assertEquals(Optional.empty(), value("mp.jwt.verify.publickey", Map.of()));
        assertEquals(Optional.empty(), value("mp.jwt.verify.audiences", Map.of()), "access tokens have no aud");
    }

    @Test
    void knowsKeysWithoutANetwork() {
        String keys = "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"k\"}]}";
        assertEquals(Optional.of(keys), value("mp.jwt.verify.publickey", Map.of("amplify.auth.jwks", keys)));
        assertEquals(Optional.empty(), value("mp.jwt.verify.publickey.location", Map.of("amplify.auth.jwks", keys)));
    }

    /** Only one of the two keys may be there. */
    @Test
    void leavesTheKeysOfTheApplicationAlone() {
        Map<String, String> own = Map.of("mp.jwt.verify.publickey", "mine");
        assertEquals(Optional.of("mine"), value("mp.jwt.verify.publickey", own));
        assertEquals(Optional.empty(), value("mp.jwt.verify.publickey.location", own));
    }

    /** A value may be an expression of a key that only this source has. */
    @Test
    void readsTheConfigurationOnlyOnce() {
        assertEquals(
                Optional.empty(),
                value("mp.jwt.verify.issuer", Map.of("amplify.auth.issuer", "${mp.jwt.verify.issuer}")));
    }

    /** An application that has MicroProfile JWT for another purpose must not notice this library. */
    @Test
    void saysNothingUnlessItIsAsked() {
        assertEquals(
                Optional.empty(),
                value("mp.jwt.verify.issuer", Map.of("amplify.auth.session.microprofile-jwt", "false")));
        assertEquals(
                Optional.empty(),
                value("mp.jwt.verify.issuer", Map.of("amplify.auth.user-pool-id", "wrong")),
                "the deployment fails by the wrong value");
    }

    @Test
    void isFoundBelowAllOtherSources() {
        ConfigSource found = ServiceLoader.load(ConfigSource.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(MicroProfileJwtConfigSource.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertEquals(90, found.getOrdinal());
        assertFalse(found.getPropertyNames().iterator().hasNext());
    }
}
