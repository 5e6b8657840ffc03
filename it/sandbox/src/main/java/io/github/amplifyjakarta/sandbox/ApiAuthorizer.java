package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/**
 * Tells who calls, as API Gateway and AppSync do. A signature is made again by the AWS SDK's signer, from the headers that
 * the caller has signed, and compared.
 */
final class ApiAuthorizer {

    static final String API_KEY = "da2-sandboxsandboxsandboxsand";

    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Pattern SIGNED = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    private final String region;
    private final UserPool pool;
    private final IdentityPool identityPool;

    ApiAuthorizer(String region, UserPool pool, IdentityPool identityPool) {
        this.region = region;
        this.pool = pool;
        this.identityPool = identityPool;
    }

    /** {@return who calls} */
    Caller caller(Exchange exchange, String service) throws ServiceException {
        Optional<String> authorization = exchange.header("Authorization");
        if (authorization.isEmpty()) {
            return exchange.header("x-api-key")
                    .filter(API_KEY::equals)
                    .map(key -> new Caller("apiKey", Optional.empty(), List.of()))
                    .orElseThrow(() -> new ServiceException(
                            exchange.header("x-api-key").isPresent()
                                    ? "UnauthorizedException"
                                    : "MissingAuthenticationTokenException",
                            "Missing Authentication Token"));
        }
        if (authorization.get().startsWith("AWS4-HMAC-SHA256")) {
            return signed(exchange, authorization.get(), service);
        }
        String token = authorization.get().replaceFirst("^Bearer ", "");
        return pool.verify(token, "access")
                .or(() -> pool.verify(token, "id"))
                .map(claims -> new Caller("userPool", Optional.of(username(claims)), groups(claims)))
                .orElseThrow(() -> new ServiceException("UnauthorizedException", "Unauthorized"));
    }

    /** {@return who calls AppSync; empty when that was answered already, because nobody may} */
    Optional<Caller> callerOfAppSync(Exchange exchange) throws IOException {
        exchange.setHeader("x-amzn-RequestId", "sandbox-request");
        try {
            return Optional.of(caller(exchange, "appsync"));
        } catch (ServiceException e) {
            refuse(exchange, 401, e.name(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Answers with an error as AppSync words it. */
    static void refuse(Exchange exchange, int status, String name, String message) throws IOException {
        exchange.setHeader("x-amzn-ErrorType", name);
        exchange.json(
                status,
                JSON.createObjectBuilder()
                        .add(
                                "errors",
                                JSON.createArrayBuilder()
                                        .add(JSON.createObjectBuilder()
                                                .add("errorType", name)
                                                .add("message", message)))
                        .build()
                        .toString());
    }

    private static List<String> groups(JWTClaimsSet claims) {
        return claims.getClaim("cognito:groups") instanceof List<?> groups
                ? groups.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String username(JWTClaimsSet claims) {
        Object name = claims.getClaim("username");
        return String.valueOf(name == null ? claims.getClaim("cognito:username") : name);
    }

    private Caller signed(Exchange exchange, String authorization, String service) throws ServiceException {
        Matcher parts = SIGNED.matcher(authorization);
        if (!parts.matches()) {
            throw new ServiceException("IncompleteSignatureException", "Authorization is no signature.");
        }
        IdentityPool.Credentials credentials = identityPool
                .find(parts.group(1))
                .orElseThrow(() -> new ServiceException(
                        "UnrecognizedClientException", "The security token included in the request is invalid."));
        if (!credentials
                .sessionToken()
                .equals(exchange.header("x-amz-security-token").orElse(""))) {
            throw new ServiceException(
                    "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        if (credentials.end().isBefore(Instant.now())) {
            throw new ServiceException(
                    "ExpiredTokenException", "The security token included in the request is expired");
        }
        Instant at = time(exchange.header("x-amz-date").orElse(""));
        if (Duration.between(at, Instant.now()).abs().compareTo(SKEW) > 0) {
            throw new ServiceException("InvalidSignatureException", "Signature expired: " + at);
        }
        if (!parts.group(3).equals(region) || !parts.group(4).equals(service)) {
            throw new ServiceException(
                    "InvalidSignatureException", "Credential should be scoped to a valid region and service.");
        }
        String expected = signature(exchange, parts.group(5), credentials, service, at);
        if (!MessageDigest.isEqual(expected.getBytes(), parts.group(6).getBytes())) {
            throw new ServiceException(
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided.");
        }
        return new Caller("iam", Optional.of(credentials.identityId()), List.of());
    }

    private static Instant time(String text) throws ServiceException {
        try {
            return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new ServiceException("IncompleteSignatureException", "X-Amz-Date is " + text);
        }
    }

    private String signature(
            Exchange exchange, String signedHeaders, IdentityPool.Credentials credentials, String service, Instant at)
            throws ServiceException {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.fromValue(exchange.method()))
                .uri(URI.create("http://" + exchange.header("Host").orElse("") + exchange.uri()));
        for (String name : signedHeaders.split(";")) {
            if (!name.equals("x-amz-date") && !name.equals("x-amz-security-token")) {
                request.putHeader(name, exchange.header(name).orElse(""));
            }
        }
        byte[] body = exchange.bytes();
        if (body.length > 0) {
            request.contentStreamProvider(() -> new ByteArrayInputStream(body));
        }
        String again = Aws4Signer.create()
                .sign(
                        request.build(),
                        Aws4SignerParams.builder()
                                .awsCredentials(AwsSessionCredentials.create(
                                        credentials.accessKeyId(), credentials.secretKey(), credentials.sessionToken()))
                                .signingName(service)
                                .signingRegion(Region.of(region))
                                .signingClockOverride(Clock.fixed(at, ZoneOffset.UTC))
                                .build())
                .firstMatchingHeader("Authorization")
                .orElse("");
        Matcher parts = SIGNED.matcher(again);
        if (!parts.matches() || !parts.group(5).equals(signedHeaders.toLowerCase(Locale.ROOT))) {
            throw new ServiceException("InvalidSignatureException", "SignedHeaders are " + signedHeaders);
        }
        return parts.group(6);
    }
}
