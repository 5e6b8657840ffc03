package io.github.amplifyjakarta.internal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.AmplifyGuest;
import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Injection points that cannot work fail the deployment, with what would. */
class StorageBeansTest {

    private static final Map<String, String> CONFIGURED = Map.of(
            "amplify.storage.bucket",
            "bkt-main",
            "amplify.storage.region",
            "eu-central-1",
            "amplify.storage.buckets.\"photos\".bucket-name",
            "bkt-photos",
            "amplify.storage.buckets.\"photos\".region",
            "eu-west-1",
            "amplify.storage.buckets.\"archive\".bucket-name",
            "bkt-archive",
            "amplify.storage.buckets.\"archive\".region",
            "eu-west-1");

    @SuppressWarnings("unused")
    private static final class Gallery {

        @AmplifyStorage
        StorageClient standard;

        @AmplifyStorage("photos")
        StorageClient photos;

        @AmplifyStorage("photo")
        StorageClient mistyped;

        @AmplifyGuest
        StorageClient guest;

        StorageClient unmarked;
    }

    private static Optional<String> problem(Map<String, String> configuration, String name) throws Exception {
        return new StorageBeans(TestPool.config(configuration))
                .check(point(name))
                .map(DefinitionException::getMessage);
    }

    private static InjectionPoint point(String name) throws Exception {
        Field field = Gallery.class.getDeclaredField(name);
        return InjectionPoints.of(field);
    }

    @Test
    void acceptsConfiguredBuckets() throws Exception {
        assertEquals(Optional.empty(), problem(CONFIGURED, "standard"));
        assertEquals(Optional.empty(), problem(CONFIGURED, "photos"));
        assertEquals(Optional.empty(), problem(CONFIGURED, "guest"));
    }

    @Test
    void listsConfiguredBucketsForAMistypedName() throws Exception {
        assertEquals(
                "amplify-jakarta: the StorageClient " + Gallery.class.getName()
                        + ".mistyped names the bucket \"photo\", and the configuration has [archive, photos]: add it to"
                        + " storage.buckets of amplify_outputs.json, or set amplify.storage.buckets.\"photo\".bucket-name and"
                        + " .region",
                problem(CONFIGURED, "mistyped").orElseThrow());
    }

    @Test
    void reportsWhatIsMissing() throws Exception {
        String message = problem(Map.of(), "standard").orElseThrow();
        assertTrue(message.contains("amplify.storage.bucket and amplify.storage.region"), message);
        message = problem(CONFIGURED, "unmarked").orElseThrow();
        assertTrue(message.contains("has neither @AmplifyStorage nor @AmplifyGuest"), message);
    }

    private static boolean isThere(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(alive -> alive.getName().equals(thread));
    }

    @Test
    void endsItsThreadsWhenClosedDuringWarmUp() throws Exception {
        StorageBeans beans = new StorageBeans(TestPool.config(CONFIGURED));
        beans.check(point("standard"));
        beans.warmUp();
        beans.close();
        assertFalse(isThere("amplify-jakarta warm-up"), "its classes go when the application goes");
        for (int i = 0; i < 100 && isThere("idle-connection-reaper"); i++) {
            Thread.sleep(50); // it was told to end
        }
        assertFalse(isThere("idle-connection-reaper"), "it watches connections that nobody has closed");
    }
}
