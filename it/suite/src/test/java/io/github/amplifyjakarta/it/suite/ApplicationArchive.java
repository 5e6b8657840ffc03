package io.github.amplifyjakarta.it.suite;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A scenario application with its own configuration. Its name is its context path. */
final class ApplicationArchive {

    private ApplicationArchive() {}

    /**
     * @param scenario the scenario application
     * @param pool the user pool of its sandbox
     * @param sandbox the URI of its sandbox
     * @param origin the origin of the application
     */
    static WebArchive of(String name, String scenario, String pool, URI sandbox, String origin) {
        return of(name, scenario, pool, sandbox, origin, Map.of());
    }

    /**
     * The same, with additional configuration.
     *
     * @param more the additional settings
     */
    static WebArchive of(
            String name, String scenario, String pool, URI sandbox, String origin, Map<String, String> more) {
        Map<String, String> configuration = configuration(name, pool, sandbox, origin);
        configuration.put("amplify.auth.routes.redirect-on-sign-in-complete", "/" + name + "/api/who-am-i");
        configuration.put("amplify.auth.routes.redirect-on-sign-out-complete", "/" + name + "/api/who-am-i");
        configuration.put("amplify.auth.session.protected-paths", "/protected/*");
        configuration.putAll(more);
        return configured(
                ShrinkWrap.create(ZipImporter.class, name + ".war")
                        .importFrom(Path.of("../scenarios/target/scenarios-1-" + scenario + ".war")
                                .toFile())
                        .as(WebArchive.class),
                configuration);
    }

    /** {@return the configuration of an application with that context path, which uses a sandbox instead of AWS} */
    static Map<String, String> configuration(String name, String pool, URI sandbox, String origin) {
        Map<String, String> configuration = new LinkedHashMap<>(DemoServer.sandbox(sandbox, pool));
        configuration.put("config_ordinal", "500");
        configuration.put("amplify.app.origin", origin);
        configuration.put("amplify.auth.user-pool-id", pool);
        configuration.put("amplify.auth.user-pool-client-id", "sandboxclient00000000000001");
        configuration.put("amplify.auth.identity-pool-id", "eu-central-1:00000000-aaaa-bbbb-cccc-000000000001");
        configuration.put("amplify.auth.allow-guest-access", "true");
        configuration.put("amplify.auth.oauth.domain", "sandbox.auth.eu-central-1.amazoncognito.com");
        configuration.put("amplify.auth.oauth.scopes", "openid,email,profile,aws.cognito.signin.user.admin");
        configuration.put("amplify.auth.oauth.redirect-sign-in", origin + "/" + name + "/api/auth/sign-in-callback");
        configuration.put("amplify.auth.oauth.redirect-sign-out", origin + "/" + name + "/api/auth/sign-out-callback");
        return configuration;
    }

    /** {@return the archive with this configuration and no other} */
    static WebArchive configured(WebArchive archive, Map<String, String> configuration) {
        String properties = configuration.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
        String file = "WEB-INF/classes/META-INF/microprofile-config.properties";
        archive.delete(file);
        return archive.add(new StringAsset(properties), file);
    }
}
