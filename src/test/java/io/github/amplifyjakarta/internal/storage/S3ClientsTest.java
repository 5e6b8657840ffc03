package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.testing.FixedSession;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Which bucket and which endpoint of S3 a client asks. */
class S3ClientsTest extends WithFaultyS3 {

    private static Storage storage(String region, Optional<URI> endpoint, boolean pathStyle) {
        return new Storage(
                new StorageConfig(
                        "bucket",
                        region,
                        endpoint,
                        pathStyle,
                        Map.of("other", new StorageConfig.Bucket("other-1", region))),
                new HttpConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                Clock.systemUTC());
    }

    @Test
    void keepsTheOwnerOfTheBucketFromClientToClient() {
        answers(exchange -> answer(exchange, Map.of("Content-Length", "1")));
        StorageClient owned = client.expectedBucketOwner("123456789012");
        for (StorageClient each : List.of(
                owned,
                owned.bucket("other"),
                owned.bucket("third", "eu-west-1"),
                owned.bucket("other").bucket("third", "eu-west-1"))) {
            sent.clear();
            each.getProperties(path("public/a"));
            assertEquals(Optional.of("123456789012"), sent.get(0).header("x-amz-expected-bucket-owner"));
        }
    }

    @Test
    void refusesAccelerationWhereThereIsNone() {
        for (Storage without : List.of(
                storage("eu-central-1", Optional.of(server.uri()), false),
                storage("eu-central-1", Optional.empty(), true),
                storage("cn-north-1", Optional.empty(), false))) {
            StorageException refused = assertThrows(
                    StorageException.class,
                    () -> without.client(FixedSession::new).useAccelerateEndpoint());
            assertEquals(Reason.INVALID_INPUT, refused.reason());
            assertEquals("AccelerateUnavailable", refused.name());
            without.close();
        }
        try (Storage with = storage("eu-central-1", Optional.empty(), false)) {
            StorageClient accelerated = with.client(FixedSession::new).useAccelerateEndpoint();
            assertEquals(
                    "other-1.s3-accelerate.amazonaws.com",
                    accelerated.bucket("other").getUrl(path("public/a")).url().getHost());
            assertEquals(
                    "AccelerateUnavailable",
                    assertThrows(StorageException.class, () -> accelerated.bucket("third", "cn-north-1"))
                            .name());
        }
    }

    /** What the AWS SDK reads from system properties, and in the same way from the environment. */
    @Test
    void ignoresSystemPropertiesOfTheAwsSdk() {
        Map<String, String> others = Map.of(
                "aws.endpointUrlS3",
                server.uri() + "/other",
                "aws.endpointUrl",
                server.uri() + "/other",
                "aws.useFipsEndpoint",
                "true",
                "aws.useDualstackEndpoint",
                "true",
                "aws.profile",
                "other");
        others.forEach(System::setProperty);
        List<String> hosts = new ArrayList<>();
        SdkHttpClient http = new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                hosts.add(request.httpRequest().host());
                throw AbortedException.create("seen");
            }

            @Override
            public void close() {
                hosts.add("closed");
            }
        };
        try (Storage plain = new Storage(
                new StorageConfig("bucket", "eu-west-1", Optional.empty(), false, Map.of()),
                new HttpConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                Clock.systemUTC(),
                http)) {
            for (String region : List.of("eu-west-1", "us-east-1")) {
                StorageClient bucket = plain.client(FixedSession::new).bucket("bucket", region);
                String host = "bucket.s3." + region + ".amazonaws.com";
                assertThrows(StorageException.class, () -> bucket.getProperties(path("a")));
                assertEquals(host, hosts.get(hosts.size() - 1));
                assertEquals(host, bucket.getUrl(path("a")).url().getHost());
            }
        } finally {
            others.keySet().forEach(System::clearProperty);
        }
    }
}
