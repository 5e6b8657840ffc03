package io.github.amplifyjakarta.internal.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a server is told when it asks whether the application is ready. */
class KeysReadinessTest {

    private final TestPool pool = new TestPool();
    private final KeysReadiness readiness =
            new KeysReadiness(pool.runtime(Map.of()).keys().orElseThrow());

    @BeforeAll
    static void answerLikeAServer() {
        HealthCheckResponse.setResponseProvider(Answer::new);
    }

    @AfterAll
    static void leaveNothingBehind() {
        HealthCheckResponse.setResponseProvider(null);
    }

    private void assertAnswer(Status status, long keys) {
        HealthCheckResponse answer = readiness.call();
        assertEquals("amplify-jakarta", answer.getName());
        assertEquals(status, answer.getStatus());
        assertEquals(Optional.of(Map.of("keys", keys)), answer.getData());
    }

    @Test
    void reportsDownUntilKeysAreThere() {
        pool.on("jwks.json", call -> TestPool.down());
        assertAnswer(Status.DOWN, 0);
        pool.pass(Duration.ofMinutes(1));
        assertAnswer(Status.DOWN, 0);
        assertEquals(2, pool.calls("jwks.json"), "it tried again");
    }

    @Test
    void staysUpDuringAKeyOutage() {
        assertAnswer(Status.UP, 1);
        pool.on("jwks.json", call -> TestPool.down());
        pool.pass(Duration.ofDays(2));
        assertAnswer(Status.UP, 1);
    }

    /** Remembers what it is told. */
    private static final class Answer extends HealthCheckResponseBuilder {

        private String name;
        private Status status;
        private Map<String, Object> data;

        @Override
        public HealthCheckResponseBuilder name(String name) {
            this.name = name;
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, String value) {
            data = Map.of(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, long value) {
            data = Map.of(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, boolean value) {
            data = Map.of(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder up() {
            return status(true);
        }

        @Override
        public HealthCheckResponseBuilder down() {
            return status(false);
        }

        @Override
        public HealthCheckResponseBuilder status(boolean up) {
            status = up ? Status.UP : Status.DOWN;
            return this;
        }

        @Override
        public HealthCheckResponse build() {
            return new HealthCheckResponse(name, status, Optional.ofNullable(data));
        }
    }
}
