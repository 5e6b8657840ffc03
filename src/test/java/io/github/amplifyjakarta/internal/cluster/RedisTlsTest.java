package io.github.amplifyjakarta.internal.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.testing.RedisCluster;
import io.github.amplifyjakarta.testing.RedisServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rediss://} with a Redis whose certificate is signed by nobody else. The JVM's default decides on trust. */
@Timeout(60)
class RedisTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static Path keyStore;
    private static int port;
    private static RedisServer server;

    private SSLContext before;

    @BeforeAll
    static void startServer() throws Exception {
        keyStore = keyStore("trusted", "dns:localhost");
        port = RedisServer.freePort();
        server = RedisServer.start(settings(keyStore, port));
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void keepDefault() throws Exception {
        before = SSLContext.getDefault();
    }

    @AfterEach
    void restoreDefault() {
        SSLContext.setDefault(before);
    }

    private static Path keyStore(String name, String hosts) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "SAN=" + hosts,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        assertEquals(0, keytool.waitFor());
        return store;
    }

    private static KeyStore read(Path file) throws Exception {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static String[] settings(Path keyStore, int port) throws Exception {
        KeyStore keys = read(keyStore);
        Path certificate = pem("CERTIFICATE", keys.getCertificate("redis").getEncoded());
        return new String[] {
            "tls-port " + port,
            "tls-auth-clients no",
            "tls-ca-cert-file " + certificate,
            "tls-cert-file " + certificate,
            "tls-key-file "
                    + pem(
                            "PRIVATE KEY",
                            keys.getKey("redis", PASSWORD.toCharArray()).getEncoded())
        };
    }

    private static Path pem(String type, byte[] content) throws Exception {
        String text = "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
        return Files.writeString(Files.createTempFile(folder, "redis", ".pem"), text, US_ASCII);
    }

    private static void trust(Path keyStore) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("redis", read(keyStore).getCertificate("redis"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLContext.setDefault(context);
    }

    private static ClusterConfig config(String host, int port, ClusterConfig.Mode mode) {
        return new ClusterConfig(URI.create("rediss://" + host + ":" + port), Optional.empty(), Optional.empty(), mode);
    }

    private static void works(ClusterConfig config) {
        try (RedisStore store = new RedisStore(config)) {
            store.put("key", "value", Duration.ofMinutes(1));
            assertEquals(List.of(Optional.of("value"), Optional.empty()), store.get(List.of("key", "absent")));
        }
    }

    private static void isRefused(ClusterConfig config) {
        try (RedisStore store = new RedisStore(config)) {
            RuntimeException refused =
                    assertThrows(RuntimeException.class, () -> store.put("key", "value", Duration.ofMinutes(1)));
            assertTrue(refused.toString().contains(SSLHandshakeException.class.getName()), refused.toString());
        }
    }

    @Test
    void worksWithATrustedCertificate() throws Exception {
        trust(keyStore);
        works(config("localhost", port, ClusterConfig.Mode.SINGLE));
    }

    @Test
    void refusesACertificateThatNobodyTrusts() throws Exception {
        isRefused(config("localhost", port, ClusterConfig.Mode.SINGLE));
        trust(keyStore("another", "dns:localhost"));
        isRefused(config("localhost", port, ClusterConfig.Mode.SINGLE));
    }

    @Test
    void refusesACertificateForAnotherHost() throws Exception {
        trust(keyStore);
        isRefused(config("127.0.0.1", port, ClusterConfig.Mode.SINGLE));
        Path other = keyStore("other-host", "dns:redis.example,ip:192.0.2.1");
        int otherPort = RedisServer.freePort();
        try (RedisServer otherHost = RedisServer.start(settings(other, otherPort))) {
            trust(other);
            isRefused(config("localhost", otherPort, ClusterConfig.Mode.SINGLE));
            isRefused(config("127.0.0.1", otherPort, ClusterConfig.Mode.SINGLE));
            works(otherHost.config());
        }
    }

    /** Nodes tell the address of each other: the certificate is for that as well. */
    @Test
    void worksInClusterMode() throws Exception {
        Path both = keyStore("cluster", "dns:localhost,ip:127.0.0.1");
        int clusterPort = RedisCluster.freePort();
        String[] settings = Stream.concat(Stream.of(settings(both, clusterPort)), Stream.of("tls-cluster yes"))
                .toArray(String[]::new);
        try (RedisCluster cluster = RedisCluster.start(1, settings)) {
            assertEquals(1, cluster.nodes().size());
            isRefused(config("localhost", clusterPort, ClusterConfig.Mode.CLUSTER));
            trust(both);
            works(config("localhost", clusterPort, ClusterConfig.Mode.CLUSTER));
        }
    }
}
