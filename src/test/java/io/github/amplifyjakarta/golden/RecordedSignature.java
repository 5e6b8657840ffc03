package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The signature of a request, computed anew from the specification (SigV4, Authorization header). */
final class RecordedSignature {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+)," + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    /**
     * Of Amplify's SDK or of the AWS SDK; S3 does not know them. Named difference: what is stored or deleted here carries a
     * checksum, where Amplify sends Content-MD5 or none.
     */
    private static final Pattern OF_THE_CLIENT = Pattern.compile(
            "x-amz-user-agent|amz-sdk-.*|content-length|content-md5|x-amz-checksum-.*|x-amz-sdk-checksum-algorithm");

    private final Matcher parts;
    private final String canonicalRequest;
    private final String stringToSign;
    private final String signature;

    /**
     * @param url the URL as it was sent
     * @param headers all headers, names in lower case
     * @param payloadHash what was signed of the body
     */
    RecordedSignature(String method, String url, Map<String, String> headers, String payloadHash, String secretKey) {
        parts = authorization(headers);
        String[] scope = parts.group(2).split("/");
        Map<String, String> all = new TreeMap<>(headers);
        all.putIfAbsent("host", URI.create(url).getRawAuthority());
        String path = URI.create(url).getRawPath();
        String signed = Arrays.stream(parts.group(3).split(";"))
                .map(name -> name + ":" + all.getOrDefault(name, "").strip().replaceAll(" +", " ") + "\n")
                .collect(Collectors.joining());
        canonicalRequest = String.join(
                "\n",
                method,
                path.isEmpty() ? "/" : scope[2].equals("s3") ? path : encoded(path),
                query(URI.create(url).getRawQuery()),
                signed,
                parts.group(3),
                payloadHash);
        stringToSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                headers.getOrDefault("x-amz-date", ""),
                parts.group(2),
                sha256(canonicalRequest.getBytes(UTF_8)));
        signature = signature(secretKey, scope, stringToSign);
    }

    static String signature(String secretKey, String[] scope, String stringToSign) {
        byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
        for (String part : scope) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, stringToSign));
    }

    private static Matcher authorization(Map<String, String> headers) {
        Matcher parts = AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
        assertTrue(parts.matches(), () -> "not signed: " + headers);
        return parts;
    }

    /** All services but S3 encode the path once more. */
    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> URLEncoder.encode(segment, UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"))
                .collect(Collectors.joining("/"));
    }

    /** The canonical query string: decoded, encoded in one way, and sorted by names. */
    static String query(@Nullable String rawQuery) {
        return rawQuery == null || rawQuery.isEmpty()
                ? ""
                : Arrays.stream(rawQuery.split("&"))
                        .map(pair -> (pair.contains("=") ? pair : pair + "=").split("=", 2))
                        .map(pair -> Stream.of(pair)
                                .map(part ->
                                        encoded(URLDecoder.decode(part, UTF_8)).replace("/", "%2F"))
                                .toList())
                        .sorted(Comparator.comparing((List<String> pair) -> pair.get(0))
                                .thenComparing(pair -> pair.get(1)))
                        .map(pair -> String.join("=", pair))
                        .collect(Collectors.joining("&"));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return whether the request carries this signature} */
    boolean isRight() {
        return signature.equals(parts.group(4));
    }

    /**
     * {@return empty when the recorded signature is that of the recorded request} AWS would refuse some, as the recording
     * says; they are not compared.
     */
    static String inconsistency(JsonObject request, String secretKey) {
        if (!(request.get("sigv4") instanceof JsonObject said) || !said.getBoolean("awsSpecConformant")) {
            return "";
        }
        Map<String, String> headers = new TreeMap<>();
        request.getJsonObject("headers").forEach((name, value) -> headers.put(name, ((JsonString) value).getString()));
        String payloadHash = switch (said.getString("payloadHash")) {
            case "x-amz-content-sha256" -> headers.getOrDefault("x-amz-content-sha256", "");
            case "sha256(body)" -> request.getString("bodySha256", sha256(body(request)));
            default -> said.getString("payloadHash");
        };
        String url = request.getString("url");
        RecordedSignature computed =
                new RecordedSignature(request.getString("method"), url, headers, payloadHash, secretKey);
        return computed.isRight() && computed.isAs(said, url) ? "" : " (with another signature)";
    }

    static byte[] body(JsonObject request) {
        return request.containsKey("bodyBase64")
                ? Base64.getDecoder().decode(request.getString("bodyBase64"))
                : request.getString("body", "").getBytes(UTF_8);
    }

    private boolean isAs(JsonObject said, String url) {
        String[] scope = parts.group(2).split("/");
        String path = URI.create(url).getRawPath();
        boolean s3 = scope[2].equals("s3");
        boolean sameEncoding = encoded(path).equals(path);
        String encoding = sameEncoding ? "same" : s3 ? "raw" : "doubleEncoded";
        return canonicalRequest.equals(said.getString("canonicalRequest"))
                && stringToSign.equals(said.getString("stringToSign"))
                && signature.equals(said.getString("signature"))
                && parts.group(1).equals(said.getString("accessKeyId"))
                && parts.group(2).equals(said.getString("scope"))
                && scope[1].equals(said.getString("region"))
                && scope[2].equals(said.getString("service"))
                && said.getString("canonicalPath").equals(encoding)
                && List.of(parts.group(3).split(";"))
                        .equals(said.getJsonArray("signedHeaders").getValuesAs(JsonString::getString));
    }

    /** {@return the names of the signed headers that the service knows} */
    static List<String> signedHeaders(Map<String, String> headers) {
        return headers.containsKey("authorization")
                ? Arrays.stream(authorization(headers).group(3).split(";"))
                        .filter(name -> !OF_THE_CLIENT.matcher(name).matches())
                        .toList()
                : List.of();
    }
}
