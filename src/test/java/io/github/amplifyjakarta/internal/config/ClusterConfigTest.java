package io.github.amplifyjakarta.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.testing.TestPool;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterConfigTest {

    private static final String URL = "amplify.cluster.url";

    @Test
    void readsTheStoreThatNodesShare() {
        ClusterConfig found = TestPool.config(Map.of(
                        URL,
                        "rediss://cache.example.com:6379",
                        "amplify.cluster.mode",
                        "cluster",
                        "amplify.cluster.username",
                        "orders",
                        "amplify.cluster.password",
                        "p4ssw0rd"))
                .cluster()
                .orElseThrow();
        assertEquals(
                new ClusterConfig(
                        URI.create("rediss://cache.example.com:6379"),
                        Optional.of("orders"),
                        Optional.of("p4ssw0rd"),
                        ClusterConfig.Mode.CLUSTER),
                found);
        assertFalse(found.toString().contains("p4ssw0rd"), found.toString());
        assertEquals(Optional.empty(), TestPool.config(Map.of()).cluster());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache.example.com:6379",
                "https://cache.example.com:6379",
                "redis://cache.example.com",
                "redis://orders:p4ssw0rd@cache.example.com:6379",
                "redis://cache.example.com:6379/1",
                "redis://cache.example.com:6379?x=y",
                "redis://a b:6379",
                "rediss://:6379",
                "redis://cache.example.com:99999",
                "redis://redis.svc.9:6379",
                "redis://-a:6379"
            })
    void refusesOtherUrls(String url) {
        String problem = String.join("\n", ReportedProblems.problems(Map.of(URL, url)));
        assertTrue(problem.contains("expected rediss://host:port (redis:// without TLS), nothing else"), problem);
    }

    /** A password in the URL would be shown. */
    @Test
    void hidesAPasswordInTheUrl() {
        String problem = String.join(
                "\n", ReportedProblems.problems(Map.of(URL, "redis://orders:p4ssw0rd@cache.example.com:6379")));
        assertFalse(problem.contains("p4ssw0rd"), problem);
    }

    @Test
    void missesThePasswordOfAUser() {
        String problem = String.join(
                "\n",
                ReportedProblems.problems(
                        Map.of(URL, "redis://cache.example.com:6379", "amplify.cluster.username", "o")));
        assertTrue(problem.contains("amplify.cluster.password: nothing, expected the password of the user o"), problem);
    }
}
