package io.github.amplifyjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.MultipartBody;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RestBody;
import io.github.amplifyjakarta.api.RestResponse;
import io.github.amplifyjakarta.api.RestStream;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST client of the library against an API that checks signatures and tokens. */
class RestApiIT extends InSandbox {

    private static RestApiClient alice;

    /** The response of a service: the request that it received. */
    public record Echo(
            String method, String path, String query, String contentType, String body, String mode, String caller) {}

    /** The input of a new to-do. */
    public record NewTodo(String content) {}

    @BeforeAll
    static void startClients() {
        alice = library.restOf(aliceContext);
    }

    @Test
    void signsEveryMethodAsTheUser() {
        for (String path : List.of("/items", "/it ems/ü/日", "/a%20b", "/a:b@c", "/x!'()*y", "//double")) {
            Echo echo = alice.get(path)
                    .queryParam("q", "a b+c&d=é")
                    .queryParam("empty", "")
                    .header("X-Trace", "a   b")
                    .send()
                    .json(Echo.class);
            assertEquals(aliceIdentity(), echo.caller(), path);
            assertEquals("iam", echo.mode());
            assertTrue(echo.query().contains("q=a b+c&d=é"), echo.query());
        }
        Echo posted = alice.post("/items").body(new NewTodo("ü")).send().json(Echo.class);
        assertEquals("{\"content\":\"ü\"}", posted.body());
        assertEquals("application/json; charset=UTF-8", posted.contentType());
        assertEquals(
                "PUT",
                alice.put("/i").body(Map.of("a", 1)).send().json(Echo.class).method());
        assertEquals(
                "PATCH",
                alice.patch("/i").body(List.of(1)).send().json(Echo.class).method());
        assertEquals("DELETE", alice.delete("/i").send().json(Echo.class).method());
        RestResponse head = alice.head("/items").send();
        assertEquals(200, head.statusCode());
        assertEquals(0, head.bytes().length);
        assertEquals(204, alice.get("/nothing").send().statusCode());
    }

    @Test
    void sendsBytesFilesAndFormsUnchanged(@TempDir Path folder) throws IOException {
        assertEquals(
                "a,b",
                alice.post("/x")
                        .body(RestBody.of("a,b", "text/csv"))
                        .send()
                        .json(Echo.class)
                        .body());
        Path file = Files.writeString(folder.resolve("f"), "x".repeat(300_000));
        Echo echo = alice.put("/x").body(RestBody.of(file, "text/plain")).send().json(Echo.class);
        assertEquals(300_000, echo.body().length());
        Echo form = alice.post("/x")
                .body(MultipartBody.builder()
                        .field("a", "1")
                        .file("f", "n\".txt", RestBody.of("hello", "text/plain"))
                        .build())
                .send()
                .json(Echo.class);
        assertTrue(form.contentType().startsWith("multipart/form-data; boundary="), form.contentType());
        assertTrue(
                form.body().contains("name=\"f\"; filename=\"n%22.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n"));
    }

    @Test
    void streamsLargeResponsesAndLimitsOthers() throws IOException {
        int size = 40 << 20;
        try (RestStream stream = alice.get("/large").queryParam("size", size).stream();
                InputStream body = stream.body()) {
            assertEquals(size, body.transferTo(java.io.OutputStream.nullOutputStream()));
        }
        ApiException tooLarge = assertThrows(
                ApiException.class,
                () -> alice.get("/large").queryParam("size", size).send());
        assertEquals(Reason.BAD_ANSWER, tooLarge.reason());
        for (int i = 0; i < 200; i++) {
            alice.get("/large").queryParam("size", size).stream().close();
        }
        assertEquals(200, alice.get("/items").send().statusCode());
    }

    @Test
    void appliesAuthorizationModesAndReportsRefusals() {
        Echo guest = alice.asGuest().get("/items").send().json(Echo.class);
        assertEquals("iam", guest.mode());
        assertFalse(guest.caller().equals(aliceIdentity()));
        Echo token = alice.get("/items").authMode(RestAuthMode.USER_POOL).send().json(Echo.class);
        assertEquals("userPool", token.mode());
        assertEquals("alice", token.caller());
        ApiException nobody = assertThrows(
                ApiException.class,
                () -> alice.get("/items").authMode(RestAuthMode.NONE).send());
        assertEquals("MissingAuthenticationTokenException", nobody.name());
        assertEquals(403, nobody.statusCode().orElseThrow());
        assertEquals("sandbox-request", nobody.requestId().orElseThrow());
        ApiException forged = assertThrows(
                ApiException.class,
                () -> alice.get("/items")
                        .header("Authorization", "Bearer x.y.z")
                        .send());
        assertEquals(401, forged.statusCode().orElseThrow());
        assertEquals(
                302,
                assertThrows(ApiException.class, () -> alice.get("/redirect").send())
                        .statusCode()
                        .orElseThrow());
    }

    @Test
    void sendsRequestsAsynchronously() throws Exception {
        List<CompletableFuture<Echo>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(alice.get("/items/" + i).sendAsync().thenApply(answer -> answer.json(Echo.class)));
        }
        for (int i = 0; i < calls.size(); i++) {
            assertEquals("/items/" + i, calls.get(i).get(10, TimeUnit.SECONDS).path());
        }
        CompletableFuture<RestResponse> cancelled = alice.get("/items").sendAsync();
        cancelled.cancel(true);
        assertTrue(cancelled.isCancelled());
    }

    @Test
    void retriesSafeRequestsOnly() throws Exception {
        int before = calls("/rest/faulty");
        fault("/rest/faulty", "error");
        ApiException failed =
                assertThrows(ApiException.class, () -> alice.get("/faulty").send());
        assertEquals(500, failed.statusCode().orElseThrow());
        assertEquals(before + 3, calls("/rest/faulty"));
        assertThrows(ApiException.class, () -> alice.post("/faulty").body(1).send());
        assertEquals(before + 4, calls("/rest/faulty"));
        fault("/rest/faulty", "slow");
        ApiException late = assertThrows(
                ApiException.class,
                () -> alice.get("/faulty").timeout(Duration.ofMillis(200)).send());
        assertEquals("TimeoutError", late.name());
        CompletableFuture<Void> cancel = new CompletableFuture<>();
        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(() -> cancel.complete(null));
        ApiException cancelled = assertThrows(
                ApiException.class,
                () -> alice.get("/faulty").canceledBy(cancel).send());
        assertEquals(Reason.CANCELED, cancelled.reason());
        fault("/rest/faulty", "none");
    }

    private static void fault(String path, String kind) throws IOException, InterruptedException {
        java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(sandbox.uri().resolve("/sandbox/faults"))
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                                        "path=" + path + "&kind=" + kind))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void authorizesJakartaRestClients() {
        for (RestAuthMode mode : List.of(RestAuthMode.IAM, RestAuthMode.USER_POOL)) {
            try (Client client = ClientBuilder.newBuilder()
                    .register(alice.authorization(mode))
                    .build()) {
                String base = sandbox.uri().resolve("/rest").toString();
                Echo got = client.target(base)
                        .path("a b/ü")
                        .queryParam("q", "a b")
                        .request(MediaType.APPLICATION_JSON)
                        .get(Echo.class);
                assertEquals(mode == RestAuthMode.IAM ? "iam" : "userPool", got.mode());
                assertTrue(got.query().contains("q=a b"), got.query());
                Echo posted = client.target(base)
                        .path("items")
                        .request(MediaType.APPLICATION_JSON)
                        .post(Entity.json(new NewTodo("ü")), Echo.class);
                assertEquals(mode == RestAuthMode.IAM ? "iam" : "userPool", posted.mode());
                assertEquals("{\"content\":\"ü\"}", posted.body());
                ProcessingException elsewhere = assertThrows(
                        ProcessingException.class,
                        () -> client.target("http://127.0.0.1:" + sandbox.uri().getPort() + "/rest/items")
                                .request()
                                .get());
                assertTrue(elsewhere.getCause() instanceof ApiException, String.valueOf(elsewhere.getCause()));
            }
        }
    }

    /** A form of the application. Only its writer knows the boundary. */
    private record Form(String text) {}

    /** Records whether the entity was buffered in memory. */
    private static final class FormWriter implements MessageBodyWriter<Form> {

        private boolean buffered;

        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type == Form.class;
        }

        @Override
        public void writeTo(
                Form form,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, Object> headers,
                OutputStream stream)
                throws IOException {
            buffered = stream instanceof ByteArrayOutputStream;
            headers.putSingle("Content-Type", "multipart/form-data; boundary=its-own");
            stream.write(form.text().getBytes(UTF_8));
        }
    }

    @Test
    void buffersEntitiesOnlyForSigningAndKeepsTheirType() {
        for (RestAuthMode mode : List.of(RestAuthMode.IAM, RestAuthMode.USER_POOL)) {
            FormWriter writer = new FormWriter();
            try (Client client = ClientBuilder.newBuilder()
                    .register(alice.authorization(mode))
                    .register(writer)
                    .build()) {
                Echo posted = client.target(sandbox.uri().resolve("/rest").toString())
                        .path("forms")
                        .request(MediaType.APPLICATION_JSON)
                        .post(Entity.entity(new Form("parts"), MediaType.MULTIPART_FORM_DATA_TYPE), Echo.class);
                assertEquals(mode == RestAuthMode.IAM ? "iam" : "userPool", posted.mode());
                assertEquals("parts", posted.body());
                assertEquals("multipart/form-data; boundary=its-own", posted.contentType());
                assertEquals(mode == RestAuthMode.IAM, writer.buffered, mode.name());
            }
        }
    }
}
