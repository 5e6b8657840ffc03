package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A presigned URL taken apart, and its signature computed anew from the specification (SigV4, query parameters). */
final class PresignedUrl {

    private final URI url;
    private final Map<String, String> rawQuery = new TreeMap<>();

    PresignedUrl(String url) {
        this.url = URI.create(url);
        for (String pair : this.url.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            rawQuery.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
    }

    /** What is compared: all but the signature, and the name that only Amplify's SDK gives the operation. */
    String canonical() {
        Map<String, String> query = new TreeMap<>();
        rawQuery.forEach((name, value) -> query.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8)));
        query.remove("X-Amz-Signature");
        query.remove("x-id");
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath() + " " + query;
    }

    /** {@return whether the signature is that of the URL} */
    boolean isSigned(String method, String secretKey) {
        Map<String, String> signed = new TreeMap<>(rawQuery);
        String signature = signed.remove("X-Amz-Signature");
        String canonicalRequest = method + "\n" + url.getRawPath() + "\n"
                + RecordedSignature.query(signed.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .collect(Collectors.joining("&")))
                + "\nhost:" + url.getRawAuthority() + "\n\nhost\nUNSIGNED-PAYLOAD";
        String[] scope = URLDecoder.decode(rawQuery.get("X-Amz-Credential"), UTF_8)
                .split("/", 2)[1]
                .split("/");
        String stringToSign = "AWS4-HMAC-SHA256\n" + rawQuery.get("X-Amz-Date") + "\n" + String.join("/", scope) + "\n"
                + RecordedSignature.sha256(canonicalRequest.getBytes(UTF_8));
        return RecordedSignature.signature(secretKey, scope, stringToSign).equals(signature);
    }
}
