package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** What is compared of a request to S3: all but what differs with every call. */
final class StorageLine {

    /** Of Amplify's SDK or of fetch; S3 does not know them. The checksum of deletions has another name here. */
    private static final Pattern COMPARED = Pattern.compile("content-(?:type|disposition|encoding|md5)|cache-control"
            + "|if-none-match|x-amz-(?:meta-|copy-|metadata-|tagging-|expected-|source-|checksum-).*");

    private StorageLine() {}

    /** {@return a request that is recorded} */
    static String expected(JsonObject request) {
        Map<String, String> headers = new TreeMap<>();
        request.getJsonObject("headers").forEach((name, value) -> headers.put(name, ((JsonString) value).getString()));
        String url = request.getString("url");
        boolean deletion = url.contains("?delete");
        headers.keySet()
                .removeIf(name -> deletion && name.equals("content-md5")
                        || name.equals("cache-control") && headers.containsKey("pragma"));
        String query = url.contains("?") ? url.substring(url.indexOf('?') + 1) : "";
        byte[] body = RecordedSignature.body(request);
        return line(
                request.getString("method"),
                url.replaceFirst("\\?.*", ""),
                query,
                headers,
                body.length == 0 && request.containsKey("bodySha256") ? request.getString("bodySha256") : digest(body));
    }

    /** {@return a request that was sent, whose checksum and signature are right} */
    static String sent(ScriptedS3.Sent sent, Set<String> recordedHeaders, String secretKey) {
        Map<String, String> headers = new TreeMap<>();
        sent.request()
                .forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        String checksum = headers.get("x-amz-checksum-crc32");
        if (checksum != null && sent.request().method().name().equals("PUT")) {
            CRC32 crc = new CRC32();
            crc.update(sent.body());
            assertEquals(
                    Base64.getEncoder()
                            .encodeToString(ByteBuffer.allocate(4)
                                    .putInt((int) crc.getValue())
                                    .array()),
                    checksum);
        }
        String url = sent.request().protocol() + "://" + sent.request().host()
                + sent.request().encodedPath()
                + sent.request()
                        .encodedQueryParameters()
                        .map(query -> "?" + query)
                        .orElse("");
        assertTrue(
                new RecordedSignature(
                                sent.request().method().name(),
                                url,
                                headers,
                                headers.get("x-amz-content-sha256"),
                                secretKey)
                        .isRight(),
                url);
        // named difference: everything that is stored carries its checksum, also where Amplify was not asked for one
        headers.keySet().removeIf(name -> name.startsWith("x-amz-checksum-") && !recordedHeaders.contains(name));
        headers.computeIfPresent(
                "x-amz-copy-source", (name, value) -> URLDecoder.decode(value.replace("+", "%2B"), UTF_8));
        return line(
                sent.request().method().name(),
                sent.request().protocol() + "://" + sent.request().host()
                        + sent.request().encodedPath(),
                sent.request().encodedQueryParameters().orElse(""),
                headers,
                digest(sent.body()));
    }

    /**
     * Named difference: the AWS SDK signs with its own clock, and with UNSIGNED-PAYLOAD over TLS. Both are part of the
     * signatures, which are computed anew.
     */
    private static String line(String method, String url, String query, Map<String, String> headers, String body) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(
                    URLDecoder.decode(parts[0], UTF_8), parts.length > 1 ? URLDecoder.decode(parts[1], UTF_8) : "");
        }
        parameters.remove("x-id");
        parameters.remove("response-cache-control");
        parameters.remove("encoding-type"); // always here; in Amplify not when a folder is removed
        Map<String, String> compared = new TreeMap<>(headers);
        compared.keySet().removeIf(name -> !COMPARED.matcher(name).matches());
        String who = headers.getOrDefault("authorization", "")
                .replaceFirst(".*Credential=([^/]+)/\\d+/([^,]+)/aws4_request,.*", "$1 $2");
        return method + " " + url.replaceFirst("/$", "") + " " + parameters + " " + compared + " " + who + " "
                + headers.getOrDefault("x-amz-security-token", "").hashCode() + " "
                + RecordedSignature.signedHeaders(headers) + " " + body;
    }

    /** XML by what it says; anything else by its hash. */
    private static String digest(byte[] body) {
        String text = new String(body, UTF_8);
        if (text.contains("<Delete") || text.contains("<CompleteMultipartUpload")) {
            return Pattern.compile("<(Key|ETag|PartNumber|Quiet)>([^<]*)<")
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .map(part ->
                            part.replace("&quot;", "\"").replace("&#39;", "'").replace("&apos;", "'"))
                    .sorted()
                    .toList()
                    .toString();
        }
        try {
            return body.length == 0
                    ? ""
                    : HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
