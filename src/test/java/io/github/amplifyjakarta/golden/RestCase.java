package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.MultipartBody;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RestBody;
import io.github.amplifyjakarta.api.RestCall;
import io.github.amplifyjakarta.api.RestResponse;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.cdi.Apis;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One recorded case of {@code rest}, run through the library's client over real sockets. */
final class RestCase extends ApiCase {

    /** What V8 and fetch throw themselves: only that a call fails is compared. */
    private static final Set<String> IN_V8 = Set.of("TypeError", "URIError", "SyntaxError", "DOMException");

    RestCase(JsonObject recorded, JsonObject file, Path folder, String keySet) {
        super(recorded, file, folder, keySet);
    }

    /**
     * Named differences: an API that no call names and that cannot work fails the deployment; here it is left out. An address
     * of one's own needs a region, which two of the recorded APIs do not have.
     */
    @Override
    JsonObject config() {
        String apiName = recorded.getJsonObject("input").getString("apiName", "");
        JsonObject config = super.config();
        if (!(config.get("API") instanceof JsonObject api && api.get("REST") instanceof JsonObject rest)) {
            return config;
        }
        JsonObjectBuilder only = Json.createObjectBuilder();
        if (rest.containsKey(apiName)) {
            JsonObjectBuilder called = Json.createObjectBuilder(rest.getJsonObject(apiName));
            if (Set.of("trailing", "port").contains(apiName)) {
                called.add("region", "us-east-1");
            }
            only.add(apiName, called);
        }
        return Json.createObjectBuilder(config)
                .add("API", Json.createObjectBuilder(api).add("REST", only))
                .build();
    }

    @Override
    void call(Apis api, Supplier<AuthSession> session) {
        JsonObject input = recorded.getJsonObject("input");
        try {
            RestCall call =
                    call(api.rest(input.getString("apiName", ""), session), input.getString("path", "undefined"));
            JsonObject options = object(input, "options");
            JsonObject library = object(object(object(recorded, "libraryOptions"), "API"), "REST");
            headers(call, object(library, "headers").get("$returns"));
            headers(call, options.get("headers"));
            object(options, "queryParams").forEach((name, value) -> call.queryParam(name, asString(value)));
            authMode(call, options.getString("defaultAuthMode", library.getString("defaultAuthMode", "")));
            retry(call, options, library);
            timeout(
                    call,
                    options.getOrDefault("timeout", object(library, "timeout").getOrDefault("$sync", JsonValue.NULL)));
            body(call, options.getOrDefault("body", JsonValue.NULL));
            signal().ifPresent(call::canceledBy);
            read(call.send());
        } catch (AmplifyException e) {
            lines.add("error " + e.name() + status(e));
        }
    }

    private String status(AmplifyException e) {
        return e instanceof io.github.amplifyjakarta.api.ApiException answered
                        && answered.statusCode().isPresent()
                ? " " + answered.statusCode().getAsInt() + " " + e.getMessage() + " " + answered.body() + " "
                        + new TreeMap<>(compared(answered.headers()))
                : "";
    }

    /** Headers that are recorded. */
    private Map<String, String> compared(Map<String, List<String>> headers) {
        JsonObject response = object(object(recorded.getJsonObject("expect"), "error"), "response");
        return headers.entrySet().stream()
                .filter(header -> object(response, "headers").containsKey(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, header -> String.join(" | ", header.getValue())));
    }

    private RestCall call(RestApiClient client, String path) {
        return switch (recorded.getString("op")) {
            case "api.get" -> client.get(path);
            case "api.head" -> client.head(path);
            case "api.post" -> client.post(path);
            case "api.put" -> client.put(path);
            case "api.patch" -> client.patch(path);
            default -> client.delete(path);
        };
    }

    private static void headers(RestCall call, JsonValue headers) {
        if (headers instanceof JsonObject object) {
            object.forEach((name, value) -> call.header(name, asString(value)));
        }
    }

    /** As JavaScript makes a text of it. */
    private static String asString(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        if (value instanceof JsonArray array) {
            return array.stream().map(RestCase::asString).collect(Collectors.joining(","));
        }
        if (value instanceof JsonObject object) {
            return object.containsKey("$undefined") ? "undefined" : "[object Object]";
        }
        return value.toString();
    }

    private static void authMode(RestCall call, String mode) {
        if (!mode.isEmpty()) {
            call.authMode(RestAuthMode.valueOf(mode.toUpperCase(Locale.ROOT)));
        }
    }

    private static void retry(RestCall call, JsonObject options, JsonObject library) {
        String strategy = object(options.containsKey("retryStrategy") ? options : library, "retryStrategy")
                .getString("strategy", "");
        if (strategy.equals("no-retry")) {
            call.retryStrategy(RetryStrategy.NEVER);
        }
    }

    /** Named difference: no limit is said by saying none. */
    private static void timeout(RestCall call, JsonValue value) {
        if (value instanceof JsonNumber millis && millis.longValue() > 0) {
            call.timeout(Duration.ofMillis(millis.longValue()));
        }
    }

    /**
     * Named differences: what JavaScript takes for false is no body; one that GET and HEAD do not carry cannot be given;
     * bytes are sent as they are, and not as the JSON of an object with a member for each.
     */
    private void body(RestCall call, JsonValue body) {
        boolean carries = !recorded.getString("op").matches("api\\.(?:get|head)");
        boolean none = body == JsonValue.NULL
                || body == JsonValue.FALSE
                || body.toString().equals("0")
                || body.toString().equals("\"\"")
                || (body instanceof JsonObject marked && marked.containsKey("$undefined"));
        if (!carries || none) {
            return;
        }
        if (body instanceof JsonObject marked && marked.containsKey("$formData")) {
            MultipartBody.Builder form = MultipartBody.builder();
            marked.getJsonArray("$formData")
                    .getValuesAs(JsonArray.class)
                    .forEach(part -> form.field(part.getString(0), part.getString(1)));
            call.body(form.build());
        } else if (body instanceof JsonObject marked && marked.containsKey("$date")) {
            call.body(marked.getString("$date")); // named difference: JSON-B has its own way to write a time
        } else if (body instanceof JsonObject marked
                && (marked.containsKey("$uint8array") || marked.containsKey("$arrayBuffer"))) {
            call.body(RestBody.of(
                    Base64.getDecoder().decode(marked.getString("$uint8array", marked.getString("$arrayBuffer", ""))),
                    "application/octet-stream"));
        } else if (body instanceof JsonObject marked && marked.containsKey("$blob")) {
            JsonObject blob = marked.getJsonObject("$blob");
            call.body(RestBody.of(Base64.getDecoder().decode(blob.getString("base64")), blob.getString("type")));
        } else {
            call.body(body);
        }
    }

    private void read(RestResponse response) {
        JsonObject recordedHeaders = object(object(recorded.getJsonObject("expect"), "result"), "headers");
        Map<String, String> headers = new TreeMap<>();
        response.headers().forEach((name, values) -> {
            if (recordedHeaders.containsKey(name)) {
                headers.put(name, String.join(" | ", values));
            }
        });
        lines.add("result " + response.statusCode() + " " + headers);
        switch (recorded.getString("read", "")) {
            case "json", "json+text" -> {
                try {
                    lines.add("json " + response.json(JsonValue.class));
                } catch (io.github.amplifyjakarta.api.ApiException e) {
                    lines.clear();
                    lines.add("error *");
                }
            }
            case "text", "text-after-100ms" -> lines.add("text " + response.text());
            case "blob" ->
                lines.add("blob " + Base64.getEncoder().encodeToString(response.bytes()) + " "
                        + response.header("content-type").orElse(""));
            default -> {
                // not read
            }
        }
    }

    @Override
    String expected(JsonObject expect) {
        List<String> expected = new ArrayList<>();
        if (expect.get("result") instanceof JsonObject result) {
            expected.add("result " + result.getInt("statusCode") + " "
                    + new TreeMap<>(object(result, "headers").entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, each -> asString(each.getValue())))));
            if (result.get("reads") instanceof JsonArray reads) {
                // named difference: an answer can be read as often as one likes
                reads.getValuesAs(JsonObject.class).stream().limit(1).forEach(read -> expected.add(read(read)));
            }
        }
        if (expect.get("error") instanceof JsonObject error) {
            expected.add(error(error));
        }
        if (expect.get("requests") instanceof JsonArray requests) {
            requests.getValuesAs(JsonObject.class)
                    .forEach(request -> expected.add(ApiRequests.line(carried(request), secretKey)));
        }
        if (expect.get("retryDelaysMs") instanceof JsonArray delays) {
            expected.add("pauses " + delays.getValuesAs(JsonNumber.class));
        }
        return String.join("\n", expected);
    }

    /** Named difference: where no body can be sent, none is announced. */
    private static JsonObject carried(JsonObject request) {
        if (!request.getString("method").matches("GET|HEAD")
                || !request.getJsonObject("headers")
                        .getString("content-type", "")
                        .startsWith("application/json")) {
            return request;
        }
        JsonObjectBuilder headers =
                Json.createObjectBuilder(request.getJsonObject("headers")).remove("content-type");
        return Json.createObjectBuilder(request).add("headers", headers).build();
    }

    private static String read(JsonObject read) {
        if (read.containsKey("json")) {
            return "json " + read.get("json");
        }
        if (read.containsKey("text")) {
            return "text " + read.getString("text");
        }
        if (read.get("blob") instanceof JsonObject blob) {
            return "blob " + blob.getString("base64") + " " + blob.getString("type");
        }
        return "error *";
    }

    /** Named difference: messages of errors without an answer say more here. */
    private static String error(JsonObject error) {
        if (IN_V8.contains(error.getString("constructor", ""))) {
            return "error *";
        }
        String line = "error " + error.getString("name");
        return error.get("response") instanceof JsonObject response
                ? line + " " + response.getInt("statusCode") + " " + error.getString("message") + " "
                        + response.getString("body", "") + " "
                        + new TreeMap<>(object(response, "headers").entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, each -> asString(each.getValue()))))
                : line;
    }
}
