package io.github.amplifyjakarta.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Storage clients of alice, bob and a guest against the S3 of Ceph, with temporary credentials of its STS. */
abstract class InRadosgw {

    static Radosgw radosgw;
    static S3Client owner;
    static StorageClient alice;
    static StorageClient bob;
    static StorageClient guest;

    @BeforeAll
    static void start() throws Exception {
        radosgw = new Radosgw();
        owner = radosgw.sdk();
        alice = radosgw.storageOf("alice");
        bob = radosgw.storageOf("bob");
        guest = radosgw.storageOf("guest");
    }

    @AfterAll
    static void stop() {
        if (radosgw != null) {
            owner.close();
            radosgw.close();
        }
    }

    static void refused(Reason reason, String name, Executable call) {
        StorageException error = assertThrows(StorageException.class, call);
        assertEquals(reason + " " + name, error.reason() + " " + error.name(), error.getMessage());
    }

    /** {@return the uploads that were neither completed nor aborted} */
    static List<String> uploads() {
        return owner.listMultipartUploads(request -> request.bucket(Radosgw.BUCKET)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static StorageClient with(String key, String secret, String token) throws Exception {
        return radosgw.storageOf(
                "alice",
                new AwsCredentials(
                        key,
                        secret,
                        token,
                        radosgw.assume("alice", Duration.ofMinutes(15)).expiration()));
    }
}
