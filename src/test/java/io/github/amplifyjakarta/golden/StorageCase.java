package io.github.amplifyjakarta.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.storage.ListResult;
import io.github.amplifyjakarta.storage.RemoveFolderOptions;
import io.github.amplifyjakarta.storage.RemoveFolderResult;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.StorageUrl;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** One recorded case of {@code storage}, run through the library's client and the AWS SDK. */
final class StorageCase extends CategoryCase {

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
                lines.add(StorageLine.sent(sent, expectedHeaders(expect), secretKey));
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
            StorageClient client = StorageArguments.client(storage.client(session), options);
            switch (operation) {
                case "getUrl" ->
                    url(
                            client.getUrl(StorageArguments.path(input, options), StorageArguments.urlOptions(options)),
                            options);
                case "getProperties" -> item(client.getProperties(StorageArguments.path(input, options)), Set.of());
                case "list" ->
                    list(
                            client.list(StorageArguments.path(input, options), StorageArguments.listOptions(options)),
                            input);
                case "remove" -> remove(client, StorageArguments.path(input, options), input);
                case "copy" ->
                    item(copy(client, input.getJsonObject("source"), input.getJsonObject("destination")), Set.of());
                default ->
                    item(
                            client.uploadData(
                                    StorageArguments.path(input, options),
                                    StorageArguments.data(input),
                                    StorageArguments.uploadOptions(options, StorageArguments.signal(recorded))),
                            Set.of("size"));
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

    private static StorageItem copy(StorageClient client, JsonObject source, JsonObject destination) {
        return StorageArguments.client(client, destination)
                .copy(StorageArguments.copySource(source), StorageArguments.path(destination, destination));
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
        StorageArguments.signal(recorded).ifPresent(options::canceledBy);
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
                expected.add(StorageLine.expected(request) + RecordedSignature.inconsistency(request, secretKey));
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
}
