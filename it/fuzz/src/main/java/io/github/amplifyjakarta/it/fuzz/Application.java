package io.github.amplifyjakarta.it.fuzz;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.sandbox.Sandbox;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An application with the sandbox as its AWS, and one user. */
final class Application {

    private static final Logger LOG = Logger.getLogger("io.github.amplifyjakarta");

    final Sandbox sandbox;
    final Sandbox.SignedIn alice;
    final AmplifyConfig config;
    final AmplifyRuntime runtime;

    Application() {
        LOG.setLevel(Level.OFF);
        try {
            sandbox = Sandbox.start(URI.create("http://localhost:8080"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        alice = sandbox.signIn("alice");
        config = read(sandbox.configuration());
        runtime = AmplifyRuntime.of(config, new JdkHttpTransport(config.http()), Clock.systemUTC(), event -> {});
    }

    static AmplifyConfig read(Map<String, String> properties) {
        return readIfAny(properties).orElseThrow();
    }

    static Optional<AmplifyConfig> readIfAny(Map<String, String> properties) {
        return ConfigReader.read(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(properties, "fuzz", 100))
                        .build(),
                Application.class.getClassLoader());
    }
}
