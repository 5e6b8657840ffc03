package io.github.amplifyjakarta.internal.aws;

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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request with Signature Version 4 (IAM user guide, "Create a signed AWS API request"). It uses the same
 * headers as Amplify: every header is signed, and the body hash occurs only in the signature.
 */
public final class SigV4 {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String TERMINATION = "aws4_request";
    private static final String HMAC = "HmacSHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 8;

    private SigV4() {}

    /**
     * A request without its signature.
     *
     * @param headers names in lower case, including the host; the signature is added to them
     * @param bodyHash SHA-256 of the body in hexadecimal; empty when the body is not signed
     */
    public record Unsigned(String method, URI uri, Map<String, String> headers, String bodyHash) {

        @Override
        public String toString() {
            return method + " <redacted>";
        }
    }

    /** Adds date, session token and signature to the headers of a request. */
    public static void sign(Unsigned request, PreparedRequest.Signature by, Instant time) {
        Map<String, String> headers = request.headers();
        AwsCredentials credentials = by.credentials();
        SigningScope scope = by.scope();
        String at = TIME.format(time);
        headers.remove("authorization");
        headers.put("x-amz-date", at);
        headers.put("x-amz-security-token", credentials.sessionToken());
        TreeMap<String, String> signed = new TreeMap<>(headers);
        String signedNames = String.join(";", signed.keySet());
        StringBuilder canonicalRequest = new StringBuilder(2048);
        canonicalRequest.append(request.method()).append('\n');
        canonicalRequest.append(path(request.uri())).append('\n');
        canonicalRequest.append(QueryString.of(request.uri()).canonical()).append('\n');
        signed.forEach((name, value) -> {
            canonicalRequest.append(name).append(':');
            appendTrimmed(canonicalRequest, value);
            canonicalRequest.append('\n');
        });
        canonicalRequest.append('\n').append(signedNames).append('\n').append(request.bodyHash());
        String date = at.substring(0, DATE_LENGTH);
        String credentialScope = date + "/" + scope.region() + "/" + scope.service() + "/" + TERMINATION;
        String toSign = String.join(
                "\n",
                ALGORITHM,
                at,
                credentialScope,
                sha256(canonicalRequest.toString().getBytes(UTF_8)));
        Mac mac = hmacSha256();
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8);
        key = hmac(mac, key, date);
        key = hmac(mac, key, scope.region());
        key = hmac(mac, key, scope.service());
        key = hmac(mac, key, TERMINATION);
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + credentialScope + ", SignedHeaders="
                        + signedNames + ", Signature=" + HexFormat.of().formatHex(hmac(mac, key, toSign)));
    }

    /** Trims the value and replaces each run of blanks with one space. */
    private static void appendTrimmed(StringBuilder canonical, String value) {
        int start = canonical.length();
        boolean blanks = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                blanks = true;
            } else {
                if (blanks && canonical.length() > start) {
                    canonical.append(' ');
                }
                blanks = false;
                canonical.append(c);
            }
        }
    }

    /** For every service except S3, the path is normalized and encoded once more than in the request. */
    private static String path(URI uri) {
        String path = uri.normalize().getRawPath();
        return path.isEmpty() ? "/" : QueryString.encode(path).replace("%2F", "/");
    }

    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Mac hmacSha256() {
        try {
            return Mac.getInstance(HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static byte[] hmac(Mac mac, byte[] key, String text) {
        try {
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of " + key.length + " bytes was refused", e);
        }
    }
}
