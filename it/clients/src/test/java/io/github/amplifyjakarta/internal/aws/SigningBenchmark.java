package io.github.amplifyjakarta.internal.aws;

import io.github.amplifyjakarta.auth.AwsCredentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** What a signature costs: ours, the AWS SDK's, and the five HMACs and two hashes that there is no way around. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SigningBenchmark {

    private static final URI ENDPOINT =
            URI.create("https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod/orders?limit=5");
    private static final byte[] BODY = "{\"article\":\"book\",\"count\":2}".getBytes(StandardCharsets.UTF_8);

    private final AwsCredentials credentials = new AwsCredentials(
            "ASIAEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "token".repeat(150),
            Instant.now().plusSeconds(3600));
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** As the library signs a call, the hash of the body included. */
    @Benchmark
    public Object ours() {
        Map<String, String> headers = new HashMap<>();
        headers.put("host", ENDPOINT.getHost());
        headers.put("content-type", "application/json; charset=UTF-8");
        SigV4.sign(
                new SigV4.Unsigned("POST", ENDPOINT, headers, SigV4.sha256(BODY)),
                new PreparedRequest.Signature(credentials, new SigningScope("execute-api", "eu-central-1")),
                Instant.now());
        return headers;
    }

    /** As the AWS SDK signs the same. */
    @Benchmark
    public Object sdk() {
        return signer.sign(sign -> sign.identity(AwsSessionCredentialsIdentity.create(
                        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()))
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(ENDPOINT)
                        .putHeader("content-type", "application/json; charset=UTF-8")
                        .build())
                .payload(ContentStreamProvider.fromByteArray(BODY))
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1"));
    }

    /** The bare cryptography. */
    @Benchmark
    public Object limit() throws Exception {
        byte[] key = BODY;
        for (int i = 0; i < 5; i++) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            key = mac.doFinal(BODY);
        }
        SigV4.sha256().digest(new byte[1200]);
        SigV4.sha256().digest(BODY);
        return key;
    }

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        new Runner(new OptionsBuilder()
                        .include(SigningBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
