package io.github.amplifyjakarta.sandbox;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.gaul.shaded.org.eclipse.jetty.http.HttpCompliance;
import org.gaul.shaded.org.eclipse.jetty.http.UriCompliance;
import org.gaul.shaded.org.eclipse.jetty.server.HttpConfiguration;
import org.gaul.shaded.org.eclipse.jetty.server.HttpConnectionFactory;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** S3 by s3proxy, in memory. It verifies signatures (AWS4); this class adds what it does not know: session tokens. */
final class S3Server {

    private static final long LARGEST_PART = 5L << 30;
    private static final long LARGEST_UNCHUNKED = 64L << 20;
    private static final int LARGEST_CHUNK = 32 << 20;
    private static final int SKEW_SECONDS = 15 * 60;

    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/");

    /** Held, because the JDK forgets the levels of loggers that nobody holds. Jetty and s3proxy tell of each start. */
    private static final Logger SERVER_LOG =
            Logger.getLogger(S3ProxyHandler.class.getPackageName().replaceFirst("\\.[^.]+$", ""));

    private final IdentityPool identityPool;
    private final Faults faults;
    private final BlobStore objects;
    private final List<String> buckets;
    private final Server server = new Server();

    /**
     * @param buckets the buckets that exist
     * @param folder where the objects are kept; empty for memory
     */
    S3Server(List<String> buckets, Optional<Path> folder, IdentityPool identityPool, Faults faults) {
        this.identityPool = identityPool;
        this.faults = faults;
        this.objects = folder.<BlobStore>map(path -> new FilesystemNio2BlobStore(path.toString()))
                .orElseGet(TransientNio2BlobStore::new);
        this.buckets = buckets;
        buckets.forEach(objects::createContainer);
        SERVER_LOG.setLevel(Level.WARNING);
    }

    /** {@return the ids of uploads that were started and neither completed nor aborted} */
    String unfinishedUploads() {
        return buckets.stream()
                .flatMap(bucket -> objects.listMultipartUploads(bucket).stream())
                .map(upload -> upload.key() + " " + upload.uploadId())
                .collect(Collectors.joining("\n"));
    }

    /**
     * Starts it.
     *
     * @param port where; 0 for any
     * @return where it listens
     * @throws IOException when it cannot listen there
     */
    int start(int port) throws IOException {
        S3ProxyHandler handler = new S3ProxyHandler(
                objects,
                AuthenticationType.AWS_V4,
                "",
                "",
                null,
                LARGEST_PART,
                LARGEST_UNCHUNKED,
                LARGEST_CHUNK,
                true,
                new CrossOriginResourceSharing(),
                "",
                SKEW_SECONDS);
        handler.setBlobStoreLocator((accessKeyId, bucket, key) -> identityPool
                .find(accessKeyId)
                .map(credentials -> new AccessGrant(credentials.secretKey(), new OwnedStore(objects, credentials)))
                .orElse(null));
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.LEGACY);
        http.setUriCompliance(UriCompliance.LEGACY);
        http.setHeaderCacheCaseSensitive(true); // signed headers must arrive as they were sent
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new SessionTokenServlet(handler)), "/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) { // what Jetty declares
            if (e.getCause() instanceof BindException taken) {
                throw new TakenPortException(Flag.S3_PORT, port, taken);
            }
            throw new IOException("the S3 of the sandbox does not start: " + e, e);
        }
        return connector.getLocalPort();
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception e) { // what Jetty declares
            throw new IllegalStateException("the S3 of the sandbox does not stop: " + e, e);
        }
    }

    /** Lets only requests through whose session token belongs to their access key. */
    private final class SessionTokenServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient S3ProxyHandler handler;

        SessionTokenServlet(S3ProxyHandler handler) {
            this.handler = handler;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (fails(response)) {
                return;
            }
            Optional<IdentityPool.Credentials> credentials =
                    accessKeyId(request).flatMap(identityPool::find);
            if (credentials.isEmpty()) {
                refuse(response, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist.");
            } else if (!credentials.get().sessionToken().equals(sessionToken(request))) {
                refuse(response, "InvalidToken", "The provided token is malformed or otherwise invalid.");
            } else if (credentials.get().end().isBefore(Instant.now())) {
                refuse(response, "ExpiredToken", "The provided token has expired.");
            } else {
                handle(request, response);
            }
        }

        /** {@return whether a fault was asked for, and is the answer} */
        private boolean fails(HttpServletResponse response) throws IOException {
            switch (faults.kind(Faults.S3)) {
                case "slow" -> {
                    Faults.pause();
                    return false;
                }
                case "error" -> send(response, 500, "InternalError", "fault on demand");
                case "throttle" -> send(response, 503, "SlowDown", "Please reduce your request rate.");
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                handler.doHandle(
                        request, request, response, request.getInputStream(), new S3ProxyHandler.RequestContext());
            } catch (S3ProxyException e) {
                String error = e.getError().name();
                send(response, status(error), code(error), "refused by s3proxy");
            } catch (AwsServiceException e) {
                send(
                        response,
                        e.statusCode(),
                        e.statusCode() == 416
                                ? "InvalidRange"
                                : e.awsErrorDetails().errorCode(),
                        e.awsErrorDetails().errorMessage());
            } catch (IllegalArgumentException e) {
                send(response, 400, "InvalidArgument", "Invalid Argument");
            } catch (UnsupportedOperationException e) {
                send(response, 501, "NotImplemented", "A header you provided implies functionality that is not here.");
            }
        }

        /** The statuses of s3proxy's errors, which it does not show. */
        private static int status(String error) {
            return switch (error) {
                case "ACCESS_DENIED", "INVALID_ACCESS_KEY_ID", "REQUEST_TIME_TOO_SKEWED", "SIGNATURE_DOES_NOT_MATCH" ->
                    403;
                case "NO_SUCH_BUCKET", "NO_SUCH_KEY", "NO_SUCH_UPLOAD" -> 404;
                case "METHOD_NOT_ALLOWED" -> 405;
                case "PRECONDITION_FAILED" -> 412;
                case "INVALID_RANGE" -> 416;
                case "NOT_IMPLEMENTED" -> 501;
                default -> 400;
            };
        }

        /** SIGNATURE_DOES_NOT_MATCH is SignatureDoesNotMatch in S3's answers. */
        private static String code(String constant) {
            return Arrays.stream(constant.split("_"))
                    .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining());
        }

        private static Optional<String> accessKeyId(HttpServletRequest request) {
            Matcher header = CREDENTIAL.matcher(
                    Optional.ofNullable(request.getHeader("Authorization")).orElse(""));
            return header.find()
                    ? Optional.of(header.group(1))
                    : Optional.ofNullable(request.getParameter("X-Amz-Credential"))
                            .map(credential -> credential.replaceFirst("/.*", ""));
        }

        private static String sessionToken(HttpServletRequest request) {
            String header = request.getHeader("x-amz-security-token");
            return header == null ? request.getParameter("X-Amz-Security-Token") : header;
        }

        private static void refuse(HttpServletResponse response, String code, String message) throws IOException {
            send(response, 403, code, message);
        }

        private static void send(HttpServletResponse response, int status, String code, String message)
                throws IOException {
            response.setStatus(status);
            response.setContentType("application/xml");
            response.getWriter().print("<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>");
        }
    }
}
