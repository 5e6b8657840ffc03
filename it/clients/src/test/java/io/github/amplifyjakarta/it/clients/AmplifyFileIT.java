package io.github.amplifyjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.sandbox.Sandbox;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.UploadData;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Amplify file of a real back end in another region: with the sandbox's configuration nothing of it leads to AWS. */
class AmplifyFileIT {

    private static final String FILE = """
            {"version": "1.4",
             "auth": {"aws_region": "us-east-1", "user_pool_id": "us-east-1_Ab3dEf7Gh",
                 "user_pool_client_id": "1h57kf5cpq17m0eml12EXAMPLE",
                 "identity_pool_id": "us-east-1:11111111-2222-3333-4444-555555555555"},
             "storage": {"aws_region": "us-east-1", "bucket_name": "acme-default", "buckets": [
                 {"name": "invoices", "bucket_name": "acme-invoices", "aws_region": "eu-west-1"}]},
             "data": {"url": "https://aws.invalid/graphql", "aws_region": "us-east-1", "api_key": "da2-real",
                 "default_authorization_type": "AMAZON_COGNITO_USER_POOLS", "authorization_types": ["AWS_IAM"]},
             "custom": {"API": {"greetings": {"endpoint": "https://aws.invalid/prod", "region": "us-east-1"}},
                 "events": {"url": "https://aws.invalid/event", "aws_region": "us-east-1", "api_key": "da2-real",
                     "default_authorization_type": "API_KEY"}}}
            """;

    @TempDir
    Path folder;

    @Test
    void servesWhatTheFileNames() throws Exception {
        Path file = Files.writeString(folder.resolve("amplify_outputs.json"), FILE);
        try (Sandbox sandbox = Sandbox.start(URI.create("http://localhost:8080/orders"), file)) {
            Map<String, String> properties = new HashMap<>(sandbox.configuration());
            properties.put("amplify.config.file", file.toString());
            try (LibraryUser library = new LibraryUser(sandbox.uri(), properties)) {
                AmplifyServerContext alice =
                        library.sessionOf(sandbox.signIn("alice").cookies());
                String identity = alice.fetchAuthSession().identityId().orElseThrow();
                assertTrue(identity.startsWith("us-east-1:"), identity);

                StorageClient standard = library.storageOf(alice);
                StoragePath path = StoragePath.path("public/a.txt");
                for (StorageClient bucket : List.of(standard, standard.bucket("invoices"))) {
                    bucket.uploadData(path, UploadData.of("hello"));
                    assertArrayEquals("hello".getBytes(UTF_8), StorageSamples.read(bucket, path));
                }

                assertEquals(
                        "Hello, " + identity + ".",
                        library.restOf(alice)
                                .get("/greeting")
                                .send()
                                .json(JsonObject.class)
                                .getString("message"));
                assertEquals("alice", whoAmI(library.graphQlOf(alice)));
                assertEquals(identity, whoAmI(library.graphQlOf(alice).authMode(GraphQlAuthMode.IAM)));
                library.eventsOf(alice).post("/default/chat", Map.of("text", "with the sandbox's key"));
            }
        }
    }

    private static String whoAmI(GraphQlClient client) {
        return client.graphql("{ whoAmI }").send().data().getString("whoAmI");
    }
}
