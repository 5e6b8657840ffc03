package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A minimal AWS for connection tests: a key set, guest credentials and an empty bucket. It never closes a connection, and
 * counts the open ones. A GET of an object receives only the beginning. A PUT of a part receives no response.
 */
final class KeepAliveAws implements AutoCloseable {

    static final String POOL = DemoServer.POOL;
    static final String CLIENT = "sandboxclient00000000000001";

    private static final long LONGER_THAN_THE_TEST = 3_600_000;

    private final KeyPair key;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final Set<String> hangingUploads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unfinishedObjects = new AtomicInteger();
    private final Queue<Callback> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger abortedUploads = new AtomicInteger();

    KeepAliveAws() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair();
        connector.setHost("127.0.0.1");
        connector.setPort(ServerProcess.freePort());
        connector.setIdleTimeout(LONGER_THAN_THE_TEST);
        server.addConnector(connector);
        server.setHandler(new Answers());
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + connector.getPort());
    }

    int openConnections() {
        return connector.getConnectedEndPoints().size();
    }

    /** {@return the number of objects with an uploaded part that never receives a response} */
    int hangingUploads() {
        return hangingUploads.size();
    }

    /** {@return the number of objects of which only the beginning was sent} */
    int unfinishedObjects() {
        return unfinishedObjects.get();
    }

    /** Fails the open exchanges. Jetty detects only then that their clients have disconnected. */
    void giveUp() {
        for (Callback each = unanswered.poll(); each != null; each = unanswered.poll()) {
            each.failed(new IOException("given up"));
        }
    }

    /** {@return the number of aborted uploads} */
    int abortedUploads() {
        return abortedUploads.get();
    }

    /** {@return an access token that is valid for an hour} */
    String accessToken(String username) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String content = base64("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(("{\"iss\":\"https://cognito-idp.eu-central-1.amazonaws.com/" + POOL
                                + "\",\"token_use\":\"access\",\"client_id\":\"" + CLIENT
                                + "\",\"sub\":\"s\",\"username\":\""
                                + username + "\",\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}")
                        .getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return base64(Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    private String keySet() {
        RSAPublicKey open = (RSAPublicKey) key.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k\",\"n\":\""
                + base64(open.getModulus()) + "\",\"e\":\"" + base64(open.getPublicExponent()) + "\"}]}";
    }

    private String answer(String path, String operation) {
        if (path.endsWith("/jwks.json")) {
            return keySet();
        }
        if (operation.endsWith("GetId")) {
            return "{\"IdentityId\":\"eu-central-1:guest\"}";
        }
        if (operation.endsWith("GetCredentialsForIdentity")) {
            return "{\"IdentityId\":\"eu-central-1:guest\",\"Credentials\":{\"AccessKeyId\":\"ASIAGUEST\",\"SecretKey\":\"s\","
                    + "\"SessionToken\":\"t\",\"Expiration\":" + (Instant.now().getEpochSecond() + 3600) + "}}";
        }
        return "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>files</Name><Prefix>public/</Prefix>"
                + "<MaxKeys>1000</MaxKeys><KeyCount>0</KeyCount><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated></ListBucketResult>";
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private final class Answers extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            if (request.getHttpURI().getPath().startsWith("/files/")) {
                object(request, response, callback);
                return true;
            }
            Content.Source.consumeAll(request); // Jetty closes a connection with an unread request body
            String operation = request.getHeaders().get("X-Amz-Target");
            String answer = answer(request.getHttpURI().getPath(), operation == null ? "" : operation);
            response.getHeaders()
                    .put(HttpHeader.CONTENT_TYPE, answer.startsWith("<") ? "application/xml" : "application/json");
            response.write(true, ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }

        private void object(Request request, Response response, Callback callback) throws IOException {
            switch (request.getMethod()) {
                case "PUT" -> {
                    Content.Source.consumeAll(request);
                    unanswered.add(callback);
                    hangingUploads.add(request.getHttpURI().getPath());
                }
                case "GET" -> {
                    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 1_000_000);
                    response.write(false, ByteBuffer.allocate(64 * 1024), Callback.NOOP);
                    unanswered.add(callback);
                    unfinishedObjects.incrementAndGet();
                }
                case "DELETE" -> {
                    abortedUploads.incrementAndGet();
                    response.setStatus(204);
                    callback.succeeded();
                }
                default -> {
                    Content.Source.consumeAll(request);
                    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/xml");
                    response.write(
                            true,
                            ByteBuffer.wrap(
                                    "<InitiateMultipartUploadResult><UploadId>UP</UploadId></InitiateMultipartUploadResult>"
                                            .getBytes(StandardCharsets.UTF_8)),
                            callback);
                }
            }
        }
    }
}
