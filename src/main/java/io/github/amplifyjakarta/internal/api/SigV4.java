package io.github.amplifyjakarta.internal.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.auth.AwsCredentials;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request with Signature Version 4 (IAM user guide, "Create a signed AWS API request"), in the headers that
 * Amplify sends: every header is signed, and the hash of the body stands in the signature alone.
 */
final class SigV4 {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 8;

    private SigV4() {}

    /**
     * Adds date, session token and signature to the headers of a request.
     *
     * @param headers names in lower case, the host among them
     * @param bodyHash SHA-256 of the body in hexadecimal
     */
    static void sign(
            String method,
            URI uri,
            Map<String, String> headers,
            String bodyHash,
            SigningScope scope,
            AwsCredentials credentials,
            Instant time) {
        String at = TIME.format(time);
        headers.remove("authorization");
        headers.put("x-amz-date", at);
        headers.put("x-amz-security-token", credentials.sessionToken());
        TreeMap<String, String> signed = new TreeMap<>(headers);
        String signedNames = String.join(";", signed.keySet());
        String canonicalRequest = String.join(
                "\n",
                method,
                path(uri),
                QueryString.of(uri).canonical(),
                signed.entrySet().stream()
                        .map(header -> header.getKey() + ":"
                                + header.getValue().strip().replaceAll("\\s+", " ") + "\n")
                        .collect(Collectors.joining()),
                signedNames,
                bodyHash);
        String date = at.substring(0, DATE_LENGTH);
        String credentialScope = date + "/" + scope.region() + "/" + scope.service() + "/aws4_request";
        String toSign = String.join("\n", ALGORITHM, at, credentialScope, sha256(canonicalRequest.getBytes(UTF_8)));
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8);
        for (String step : credentialScope.split("/")) {
            key = hmac(key, step);
        }
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + credentialScope + ", SignedHeaders="
                        + signedNames + ", Signature=" + HexFormat.of().formatHex(hmac(key, toSign)));
    }

    /** For every service but S3 the path is encoded once more than it is on the way. */
    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path.isEmpty() ? "/" : QueryString.encode(path).replace("%2F", "/");
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
