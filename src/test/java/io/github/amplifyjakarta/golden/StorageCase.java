package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.storage.AccessLevel;
import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.GetUrlOptions;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.ListResult;
import io.github.amplifyjakarta.storage.RemoveFolderOptions;
import io.github.amplifyjakarta.storage.RemoveFolderResult;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.StorageUrl;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** One recorded case of {@code storage}, run through the library's client and the AWS SDK. */
final class StorageCase extends CategoryCase {

    /** Of Amplify's SDK or of fetch; S3 does not know them. The checksum of deletions has another name here. */
    private static final Pattern COMPARED = Pattern.compile("content-(?:type|disposition|encoding|md5)|cache-control"
            + "|if-none-match|x-amz-(?:meta-|copy-|metadata-|tagging-|expected-|source-|checksum-).*");

    /** What V8 throws: only that a call fails is compared. */
    private static final Set<String> IN_V8 = Set.of("TypeError", "URIError", "SyntaxError");

    StorageCase(JsonObject recorded, JsonObject file, Path folder, String keySet) {
        super(recorded, file, folder, keySet);
    }

    @Override
    String missing(AmplifyConfig config) {
        return config.storage().isEmpty() ? "amplify.storage.bucket" : "";
    }

    @Override
    void play(AmplifyConfig config, AmplifyRuntime runtime) throws Exception {
        JsonObject expect = recorded.getJsonObject("expect");
        try (ScriptedS3 s3 =
                        new ScriptedS3(ApacheHttpClient.create(), recorded.get("script"), refusing(), probes(expect));
                Storage storage = new Storage(config.storage().orElseThrow(), TIME_LIMITS, clock, s3)) {
            call(storage, runtime);
            for (ScriptedS3.Sent sent : s3.sent()) {
                lines.add(sentLine(sent, expectedHeaders(expect)));
            }
        }
    }

    /**
     * Named difference: parts of an upload are under way side by side, so they are compared in the order of their numbers;
     * which others were sent when one was refused is a matter of time, so of those uploads only the first part is.
     */
    @Override
    String inOrder(List<String> lines) {
        boolean completed = lines.stream().anyMatch(line -> line.startsWith("POST ") && line.contains(" {uploadId="));
        List<String> sorted = new ArrayList<>();
        for (String line : lines) {
            int at = sorted.size();
            if (isPart(line)) {
                if (!completed && !line.contains("{partNumber=1,")) {
                    continue;
                }
                while (at > 0
                        && isPart(sorted.get(at - 1))
                        && sorted.get(at - 1).compareTo(line) > 0) {
                    at--;
                }
            }
            sorted.add(at, line);
        }
        return String.join("\n", sorted);
    }

    private static boolean isPart(String line) {
        return line.startsWith("PUT ") && line.contains(" {partNumber=");
    }

    /** Named difference: before a removal Amplify asks whether the path is a folder; here the caller says so. */
    private int probes(JsonObject expect) {
        return recorded.getString("sub").equals("remove")
                ? (int) requests(expect).stream()
                        .filter(request -> request.getString("url").contains("max-keys=1&"))
                        .count()
                : 0;
    }

    private static List<JsonObject> requests(JsonObject expect) {
        return expect.get("requests") instanceof JsonArray made ? made.getValuesAs(JsonObject.class) : List.of();
    }

    private void call(Storage storage, AmplifyRuntime runtime) throws Exception {
        JsonObject input = recorded.getJsonObject("input");
        if (!recorded.getString("sub").equals("context")) {
            call(recorded.getString("sub"), input, storage, RecordedSession.of(recorded, shared, runtime, now));
            return;
        }
        for (int i = 0; i < recorded.getInt("contexts", 1); i++) {
            Supplier<AuthSession> session = RecordedSession.of(recorded, shared, runtime, now);
            for (JsonArray one : input.getJsonArray("calls").getValuesAs(JsonArray.class)) {
                call(one.getString(0), one.getJsonObject(1), storage, session);
            }
        }
    }

    private void call(String operation, JsonObject input, Storage storage, Supplier<AuthSession> session)
            throws Exception {
        try {
            JsonObject options =
                    input.containsKey("options") ? input.getJsonObject("options") : JsonValue.EMPTY_JSON_OBJECT;
            StorageClient client = client(storage.client(session), options);
            switch (operation) {
                case "getUrl" -> url(client.getUrl(path(input, options), urlOptions(options)), options);
                case "getProperties" -> item(client.getProperties(path(input, options)), Set.of());
                case "list" -> list(client.list(path(input, options), listOptions(options)), input);
                case "remove" -> remove(client, path(input, options), input);
                case "copy" -> item(copy(client, input), Set.of());
                default ->
                    item(client.uploadData(path(input, options), data(input), uploadOptions(options)), Set.of("size"));
            }
        } catch (StorageException e) {
            // named difference: the id of the request is read from the document as well
            boolean compared = recorded.getJsonObject("expect").toString().contains("requestId");
            lines.add("error " + e.name() + " " + e.statusCode().orElse(0) + " "
                    + (compared ? e.requestId().orElse("") : ""));
        } catch (AmplifyException e) {
            lines.add("error " + e.name() + " 0 ");
        } catch (IllegalArgumentException e) {
            lines.add("error " + e.getClass().getSimpleName());
        }
    }

    private static StorageClient client(StorageClient client, JsonObject options) {
        StorageClient found = client;
        if (options.get("bucket") instanceof JsonString name) {
            found = found.bucket(name.getString());
        } else if (options.get("bucket") instanceof JsonObject bucket) {
            found = found.bucket(bucket.getString("bucketName"), bucket.getString("region", "us-east-1"));
        }
        if (options.containsKey("expectedBucketOwner")) {
            found = found.expectedBucketOwner(options.getString("expectedBucketOwner"));
        }
        return options.getBoolean("useAccelerateEndpoint", false) ? found.useAccelerateEndpoint() : found;
    }

    private static StoragePath path(JsonObject input, JsonObject options) {
        if (input.get("path") instanceof JsonObject template) {
            return StoragePath.path(id -> template.getString("$pathTemplate").replace("${identityId}", id));
        }
        if (input.containsKey("path")) {
            return StoragePath.path(input.getString("path"));
        }
        String key = input.getString("key", input.getString("prefix", ""));
        AccessLevel level =
                AccessLevel.valueOf(options.getString("accessLevel", "guest").toUpperCase(Locale.ROOT));
        return level == AccessLevel.PROTECTED && options.containsKey("targetIdentityId")
                ? StoragePath.protectedKey(key, options.getString("targetIdentityId"))
                : StoragePath.key(key, level);
    }

    private static GetUrlOptions urlOptions(JsonObject options) {
        GetUrlOptions.Builder builder = GetUrlOptions.builder();
        if (options.get("expiresIn") instanceof JsonNumber seconds) {
            builder.expiresIn(Duration.ofMillis(Math.round(seconds.doubleValue() * 1000)));
        }
        if (options.getBoolean("validateObjectExistence", false)) {
            builder.validateObjectExistence();
        }
        if (options.get("contentDisposition") instanceof JsonString text) {
            builder.contentDisposition(text.getString());
        } else if (options.get("contentDisposition") instanceof JsonObject disposition) {
            if (disposition.containsKey("filename")) {
                builder.attachment(disposition.getString("filename"));
            } else {
                builder.contentDisposition(disposition.getString("type"));
            }
        }
        text(options, "contentType").ifPresent(builder::contentType);
        text(options, "cacheControl").ifPresent(builder::cacheControl);
        text(options, "method").map(GetUrlOptions.Method::valueOf).ifPresent(builder::method);
        return builder.build();
    }

    private static Optional<String> text(JsonObject options, String name) {
        return options.containsKey(name) ? Optional.of(options.getString(name)) : Optional.empty();
    }

    private static ListOptions listOptions(JsonObject options) {
        ListOptions.Builder builder = ListOptions.builder();
        if (options.containsKey("pageSize")) {
            builder.pageSize(options.getInt("pageSize"));
        }
        text(options, "nextToken").ifPresent(builder::nextToken);
        if (options.getBoolean("listAll", false)) {
            builder.listAll();
        }
        if (options.get("subpathStrategy") instanceof JsonObject strategy
                && strategy.getString("strategy").equals("exclude")) {
            builder.excludeSubpaths(strategy.getString("delimiter", "/"));
        }
        return builder.build();
    }

    private UploadOptions uploadOptions(JsonObject options) {
        UploadOptions.Builder builder = UploadOptions.builder();
        text(options, "contentType").ifPresent(builder::contentType);
        text(options, "contentEncoding").ifPresent(builder::contentEncoding);
        text(options, "cacheControl").ifPresent(builder::cacheControl);
        if (options.get("contentDisposition") instanceof JsonString disposition) {
            builder.contentDisposition(disposition.getString());
        } else if (options.get("contentDisposition") instanceof JsonObject disposition) {
            builder.contentDisposition(
                    disposition.getString("type") + "; filename=\"" + disposition.getString("filename") + "\"");
        }
        if (options.get("metadata") instanceof JsonObject metadata) {
            Map<String, String> map = new HashMap<>();
            metadata.forEach((name, value) -> map.put(name, ((JsonString) value).getString()));
            builder.metadata(map);
        }
        if (options.getBoolean("preventOverwrite", false)) {
            builder.preventOverwrite();
        }
        signal().ifPresent(builder::canceledBy);
        return builder.build();
    }

    private Optional<CompletableFuture<Void>> signal() {
        return recorded.containsKey("cancelAfterMs")
                ? Optional.of(new CompletableFuture<Void>()
                        .completeOnTimeout(null, recorded.getInt("cancelAfterMs") + 200, TimeUnit.MILLISECONDS))
                : Optional.empty();
    }

    private static UploadData data(JsonObject input) {
        JsonValue data = input.get("data");
        if (data instanceof JsonString text) {
            return UploadData.of(text.getString());
        }
        JsonObject marker = (JsonObject) data;
        if (marker.get("$repeat") instanceof JsonObject repeat) {
            return UploadData.of(repeat.getString("text").repeat(repeat.getInt("count")));
        }
        if (marker.containsKey("$readable")) {
            return UploadData.of(new ByteArrayInputStream(Base64.getDecoder().decode(marker.getString("$readable"))));
        }
        JsonValue bytes = marker.values().iterator().next();
        String base64 = bytes instanceof JsonObject file ? file.getString("base64") : ((JsonString) bytes).getString();
        return UploadData.of(Base64.getDecoder().decode(base64));
    }

    private StorageItem copy(StorageClient client, JsonObject input) {
        JsonObject source = input.getJsonObject("source");
        JsonObject destination = input.getJsonObject("destination");
        CopySource.Builder builder = CopySource.builder(path(source, source));
        if (source.get("bucket") instanceof JsonString name) {
            builder.bucket(name.getString());
        } else if (source.get("bucket") instanceof JsonObject bucket) {
            builder.bucketName(bucket.getString("bucketName"));
        }
        text(source, "expectedBucketOwner").ifPresent(builder::expectedBucketOwner);
        text(source, "eTag").ifPresent(builder::eTag);
        if (source.get("notModifiedSince") instanceof JsonObject date) {
            builder.notModifiedSince(Instant.parse(date.getString("$date")));
        }
        return client(client, destination).copy(builder.build(), path(destination, destination));
    }

    private void remove(StorageClient client, StoragePath path, JsonObject input) {
        String name = input.getString("path", input.getString("key", ""));
        boolean folder = input.get("path") instanceof JsonObject ? false : name.endsWith("/");
        if (!folder) {
            item(client.remove(path), Set.of());
            return;
        }
        List<RemoveFolderResult.Batch> progress = new ArrayList<>();
        RemoveFolderOptions.Builder options = RemoveFolderOptions.builder().onProgress(progress::add);
        signal().ifPresent(options::canceledBy);
        client.removeFolder(path, options.build());
        lines.add("result {\"path\":\"" + (input.containsKey("key") ? "public/" : "") + name + "\"}");
        if (input.containsKey("options") && input.getJsonObject("options").containsKey("onProgress")) {
            progress.forEach(batch -> lines.add("progress " + batch.removed() + " " + batch.failed()));
        }
    }

    private void url(StorageUrl url, JsonObject options) throws Exception {
        PresignedUrl parts = new PresignedUrl(url.url().toString());
        assertTrue(parts.isSigned(options.getString("method", "GET"), secretKey), parts.canonical());
        lines.add("url " + parts.canonical() + " until " + url.expiresAt());
    }

    private void list(ListResult result, JsonObject input) {
        result.items().forEach(item -> item(item, Set.of()));
        lines.add("end " + result.nextToken().orElse("") + " " + result.excludedSubpaths());
    }

    private boolean told(String name) {
        return !recorded.getString("sub").equals("uploadData")
                || recorded.getJsonObject("expect").get("result") instanceof JsonObject result
                        && result.containsKey(name);
    }

    /**
     * @param more what we tell and Amplify not always does
     */
    private void item(StorageItem item, Set<String> more) {
        Map<String, String> parts = new TreeMap<>();
        parts.put(item.key().isPresent() ? "key" : "path", item.key().orElse(item.path()));
        item.eTag().ifPresent(value -> parts.put("eTag", value));
        item.lastModified().ifPresent(value -> parts.put("lastModified", value.toString()));
        item.size().ifPresent(value -> parts.put("size", String.valueOf(value)));
        item.contentType().ifPresent(value -> parts.put("contentType", value));
        item.versionId().ifPresent(value -> parts.put("versionId", value));
        if (!item.metadata().isEmpty()) {
            parts.put("metadata", new TreeMap<>(item.metadata()).toString());
        }
        more.stream().filter(name -> !told(name)).forEach(parts::remove);
        lines.add("result " + parts);
    }

    private static String item(JsonObject item) {
        Map<String, String> parts = new TreeMap<>();
        item.forEach((name, value) -> {
            if (value instanceof JsonString text) {
                parts.put(name, text.getString());
            } else if (value instanceof JsonNumber number) {
                parts.put(name, number.toString());
            } else if (value instanceof JsonObject object && object.containsKey("$date")) {
                parts.put(name, Instant.parse(object.getString("$date")).toString());
            } else if (value instanceof JsonObject object && !object.isEmpty()) {
                Map<String, String> map = new TreeMap<>();
                object.forEach((key, text) -> map.put(key, ((JsonString) text).getString()));
                parts.put(name, map.toString());
            }
        });
        return "result " + parts;
    }

    @Override
    String expected(JsonObject expect) {
        List<String> expected = new ArrayList<>();
        if (expect.getString("outcome").equals("result")) {
            expectedResult(expect.get("result"), expected);
            if (expect.get("callbackArgs") instanceof JsonArray calls
                    && recorded.getString("sub").equals("remove")) {
                calls.getValuesAs(JsonArray.class).forEach(call -> expected.add(progress(call.getJsonObject(0))));
            }
        } else {
            expected.add(error(expect.getJsonObject("error")));
        }
        boolean removal = recorded.getString("sub").equals("remove");
        requests(expect).forEach(request -> {
            if (!removal || !request.getString("url").contains("max-keys=1&")) {
                expected.add(expectedLine(request) + RecordedSignature.inconsistency(request, secretKey));
            }
        });
        return String.join("\n", expected);
    }

    private static String progress(JsonObject batch) {
        List<String> removed = batch.getJsonArray("deleted").getValuesAs(JsonObject.class).stream()
                .map(object -> object.getString("path"))
                .toList();
        List<RemoveFolderResult.Failure> failed = batch.getJsonArray("failed").getValuesAs(JsonObject.class).stream()
                .map(object -> new RemoveFolderResult.Failure(
                        object.getString("path"), object.getString("code"), object.getString("message")))
                .toList();
        return "progress " + removed + " " + failed;
    }

    /** The method that a recorded URL is for. */
    private String method() {
        return object(recorded.getJsonObject("input"), "options").getString("method", "GET");
    }

    private void expectedResult(JsonValue result, List<String> expected) {
        if (result instanceof JsonArray several) {
            several.forEach(each -> expectedResult(each, expected));
            return;
        }
        JsonObject object = (JsonObject) result;
        if (object.containsKey("url")) {
            PresignedUrl url = new PresignedUrl(object.getJsonObject("url").getString("$url"));
            expected.add("url " + url.canonical()
                    + (url.isSigned(method(), secretKey) ? "" : " (with another signature)") + " until "
                    + Instant.parse(object.getJsonObject("expiresAt").getString("$date")));
        } else if (object.containsKey("items")) {
            object.getJsonArray("items").getValuesAs(JsonObject.class).forEach(each -> expected.add(item(each)));
            List<String> subpaths = object.get("excludedSubpaths") instanceof JsonArray found
                    ? found.getValuesAs(JsonString.class).stream()
                            .map(JsonString::getString)
                            .toList()
                    : List.of();
            expected.add("end " + object.getString("nextToken", "") + " " + subpaths);
        } else if (recorded.getString("sub").equals("remove") && endsInSlash(object)) {
            expected.add("result " + object);
        } else {
            expected.add(item(object));
        }
    }

    private static boolean endsInSlash(JsonObject item) {
        return item.getString("path", "").endsWith("/");
    }

    /** Messages are better here, and what V8 throws has no name worth keeping. */
    private static String error(JsonObject error) {
        if (error.containsKey("thrown")) {
            return "error thrown " + error.getString("thrown");
        }
        JsonObject metadata = error.get("properties") instanceof JsonObject properties
                        && properties.get("metadata") instanceof JsonObject found
                ? found
                : JsonValue.EMPTY_JSON_OBJECT;
        if (IN_V8.contains(error.getString("name"))) {
            return "error *";
        }
        return "error " + error.getString("name") + " " + metadata.getInt("httpStatusCode", 0) + " "
                + metadata.getString("requestId", "");
    }

    private static Set<String> expectedHeaders(JsonObject expect) {
        return requests(expect).stream()
                .flatMap(request -> request.getJsonObject("headers").keySet().stream())
                .collect(Collectors.toSet());
    }

    private String expectedLine(JsonObject request) {
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

    private String sentLine(ScriptedS3.Sent sent, Set<String> recordedHeaders) {
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
