package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlCall;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.GraphQlException;
import io.github.amplifyjakarta.api.GraphQlResult;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelPage;
import io.github.amplifyjakarta.api.ModelQuery;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.cdi.Apis;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One recorded case of {@code graphql}, run through the library's client over real sockets. */
final class GraphQlCase extends ApiCase {

    /** Errors of JavaScript or of its GraphQL parser: only that a call fails is compared. */
    private static final Set<String> UNNAMED = Set.of("TypeError", "Error", "GraphQLError");

    GraphQlCase(JsonObject recorded, JsonObject file, Path folder, String keySet) {
        super(recorded, file, folder, keySet);
    }

    @Override
    JsonObject config() {
        JsonObject config = super.config();
        for (Map.Entry<String, JsonValue> patch :
                object(recorded, "configPatch").entrySet()) {
            config = patched(config, List.of(patch.getKey().split("\\.")), patch.getValue());
        }
        return config;
    }

    private static JsonObject patched(JsonObject config, List<String> path, JsonValue value) {
        JsonObjectBuilder patched = Json.createObjectBuilder(config);
        String first = path.get(0);
        if (path.size() > 1) {
            return patched.add(first, patched(object(config, first), path.subList(1, path.size()), value))
                    .build();
        }
        return (value == JsonValue.NULL ? patched.remove(first) : patched.add(first, value)).build();
    }

    @Override
    void call(Apis api, Supplier<AuthSession> session) {
        try {
            GraphQlClient client = client(api.graphQl(session), object(object(recorded, "client"), "options"));
            JsonObject call = recorded.getJsonObject("call");
            JsonArray args = call.getJsonArray("args");
            if (call.getString("kind").equals("graphql")) {
                graphQl(client, args);
            } else {
                List<String> path = call.getJsonArray("path").getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList();
                operation(client, path, argument(args, 0), argument(args, 1));
            }
        } catch (GraphQlException e) {
            JsonArrayBuilder errors = Json.createArrayBuilder();
            e.errors().forEach(error -> errors.add(error.json()));
            boolean raw = recorded.getJsonObject("call").getString("kind").equals("graphql");
            Optional<JsonValue> data =
                    raw ? e.data().map(JsonValue.class::cast) : e.data().map(GraphQlCase::member);
            lines.add(errors(data.orElse(JsonValue.NULL), errors.build()));
        } catch (ApiException e) {
            lines.add("error " + e.name()
                    + (e.statusCode().isPresent() ? " " + e.statusCode().getAsInt() + " " + e.getMessage() : ""));
        } catch (AmplifyException e) {
            lines.add("error " + e.name());
        }
    }

    private static JsonObject argument(JsonArray args, int index) {
        return args.size() > index && args.get(index) instanceof JsonObject object
                ? (JsonObject) plain(object)
                : JsonValue.EMPTY_JSON_OBJECT;
    }

    /** Without the marks of what JSON cannot say. */
    private static JsonValue plain(JsonValue value) {
        if (value instanceof JsonArray array) {
            JsonArrayBuilder plain = Json.createArrayBuilder();
            array.forEach(each -> plain.add(plain(each)));
            return plain.build();
        }
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        if (object.containsKey("$date")) {
            return object.get("$date");
        }
        if (object.containsKey("$graphqlDocument")) {
            return object.get("$graphqlDocument");
        }
        if (object.containsKey("$returns")) {
            return plain(object.get("$returns"));
        }
        JsonObjectBuilder plain = Json.createObjectBuilder();
        object.forEach((name, each) -> {
            if (!(each instanceof JsonObject marked && marked.containsKey("$undefined"))) {
                plain.add(name, plain(each));
            }
        });
        return plain.build();
    }

    private static GraphQlClient client(GraphQlClient unset, JsonObject options) {
        GraphQlClient client = unset;
        if (options.containsKey("endpoint")) {
            client = client.endpoint(URI.create(options.getString("endpoint")), mode(options.getString("authMode")));
        } else if (options.containsKey("authMode")) {
            client = client.authMode(mode(options.getString("authMode")));
        }
        if (options.containsKey("apiKey")) {
            client = client.apiKey(options.getString("apiKey"));
        }
        if (options.containsKey("authToken")) {
            client = client.authToken(options.getString("authToken"));
        }
        for (Map.Entry<String, JsonValue> header :
                object((JsonObject) plain(options), "headers").entrySet()) {
            client = client.header(header.getKey(), ((JsonString) header.getValue()).getString());
        }
        return client;
    }

    /** Named difference: a mode that there is not cannot be said. */
    private static GraphQlAuthMode mode(String name) {
        return Arrays.stream(GraphQlAuthMode.values())
                .filter(mode -> GoldenConfig.inAmplify(mode).equals(name.equals("identityPool") ? "iam" : name))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        ApiException.Reason.INVALID_INPUT,
                        new AmplifyException.Details("IllegalArgumentException", name, "-"),
                        null));
    }

    private void graphQl(GraphQlClient client, JsonArray args) {
        JsonObject options = argument(args, 0);
        GraphQlCall call = client.graphql(options.getString("query"));
        if (options.containsKey("variables")) {
            call.variables(object(options, "variables"));
        }
        if (options.containsKey("authMode")) {
            call.authMode(mode(options.getString("authMode")));
        }
        if (options.containsKey("apiKey")) {
            call.apiKey(options.getString("apiKey"));
        }
        if (options.containsKey("authToken")) {
            call.authToken(options.getString("authToken"));
        }
        headers(call, libraryHeaders());
        headers(call, argument(args, 1));
        if (!libraryHeaders().isEmpty() && argument(args, 1).isEmpty()) {
            headers(call, object((JsonObject) plain(object(object(recorded, "client"), "options")), "headers"));
        }
        signal().ifPresent(call::canceledBy);
        GraphQlResult result = call.send();
        lines.add("data " + ApiRequests.sorted(result.data())
                + (result.extensions().isEmpty() ? "" : " extensions " + result.extensions()));
    }

    private JsonObject libraryHeaders() {
        JsonObject library = object(object(object(recorded, "libraryOptions"), "API"), "GraphQL");
        return plain(library.getOrDefault("headers", JsonValue.EMPTY_JSON_OBJECT)) instanceof JsonObject headers
                ? headers
                : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static void headers(GraphQlCall call, JsonObject headers) {
        headers.forEach((name, value) -> call.header(name, ((JsonString) value).getString()));
    }

    private void operation(GraphQlClient client, List<String> path, JsonObject input, JsonObject options) {
        GraphQlClient set = client(client, options);
        if (!path.get(0).equals("models")) {
            custom(set, path.get(0).equals("queries"), path.get(1), input);
            return;
        }
        JsonObject selecting = path.get(2).equals("list") ? input : options;
        ModelClient<JsonObject> model = client(set, path.get(2).equals("list") ? input : JsonValue.EMPTY_JSON_OBJECT)
                .model(path.get(1), JsonObject.class);
        if (selecting.get("selectionSet") instanceof JsonArray paths) {
            model = model.selectionSet(paths.getValuesAs(JsonString.class).stream()
                    .map(JsonString::getString)
                    .toArray(String[]::new));
        }
        switch (path.get(2)) {
            case "get" -> got(model, model.get(input));
            case "create" -> data(model.create(input));
            case "update" -> data(model.update(input));
            case "delete" -> got(model, model.delete(input));
            case "list" -> page(model.list(query(input, input)));
            default -> page(model.index(path.get(2), query(input, options)));
        }
    }

    private void custom(GraphQlClient client, boolean query, String name, JsonObject arguments) {
        boolean list = recorded.getJsonObject("expect").get("result") instanceof JsonObject result
                && result.get("data") instanceof JsonArray;
        if (list) {
            JsonArrayBuilder found = Json.createArrayBuilder();
            client.queryList(name, arguments, JsonValue.class).forEach(found::add);
            data(found.build());
        } else {
            Optional<JsonValue> found = query
                    ? client.query(name, arguments, JsonValue.class)
                    : client.mutation(name, arguments, JsonValue.class);
            data(found.orElse(JsonValue.NULL));
        }
    }

    private void got(ModelClient<JsonObject> model, Optional<JsonObject> found) {
        data(found.map(JsonValue.class::cast).orElse(JsonValue.NULL));
        JsonObject call = recorded.getJsonObject("call");
        if (call.containsKey("then")) {
            String field = call.getJsonObject("then").getString("field");
            page(model.related(found.orElseThrow(), field, JsonObject.class));
        }
    }

    private void data(JsonValue data) {
        lines.add("data " + ApiRequests.sorted(data));
    }

    private void page(ModelPage<JsonObject> page) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        page.items().forEach(items::add);
        lines.add("data " + ApiRequests.sorted(items.build())
                + page.nextToken().map(token -> " next " + token).orElse(""));
    }

    /** Named difference: what JavaScript takes for false is left out. */
    private static ModelQuery query(JsonObject keys, JsonObject options) {
        ModelQuery.Builder query = ModelQuery.builder();
        Set<String> ofOptions = Set.of(
                "filter", "limit", "nextToken", "sortDirection", "selectionSet", "authMode", "authToken", "headers");
        keys.forEach((name, value) -> {
            if (!ofOptions.contains(name)) {
                query.key(name, value);
            }
        });
        if (options.get("filter") instanceof JsonObject filter) {
            query.filter(filter);
        }
        if (options.getInt("limit", 0) > 0) {
            query.limit(options.getInt("limit"));
        }
        if (!options.getString("nextToken", "").isEmpty()) {
            query.nextToken(options.getString("nextToken"));
        }
        if (options.containsKey("sortDirection")) {
            query.sortDirection(ModelQuery.SortDirection.valueOf(options.getString("sortDirection")));
        }
        return query.build();
    }

    @Override
    String expected(JsonObject expect) {
        List<String> expected = new ArrayList<>();
        if (expect.containsKey("result")) {
            result(expect.get("result"), expected);
        }
        if (expect.get("error") instanceof JsonObject error) {
            expected.add(error(error));
        }
        if (expect.get("requests") instanceof JsonArray requests) {
            requests.getValuesAs(JsonObject.class)
                    .forEach(request -> expected.add(ApiRequests.line(request, secretKey)));
        }
        if (expect.get("retryDelaysMs") instanceof JsonArray delays) {
            expected.add("pauses " + delays.getValuesAs(JsonNumber.class));
        }
        return String.join("\n", expected);
    }

    private void result(JsonValue value, List<String> expected) {
        if (!(value instanceof JsonObject result)) {
            expected.add("data " + value);
            return;
        }
        if (result.containsKey("first")) {
            result(result.get("first"), expected);
            result(result.get("relation"), expected);
            JsonObject data = result.getJsonObject("relation");
            if (data.get("data") instanceof JsonObject) { // named difference: a relation to one is a page of one
                String last = expected.remove(expected.size() - 1);
                expected.add("data [" + last.substring("data ".length()) + "]");
            }
            return;
        }
        if (result.get("errors") instanceof JsonArray errors
                && !errors.isEmpty()
                && recorded.getJsonObject("call").getString("kind").equals("path")) {
            expected.add(errors(result.getOrDefault("data", JsonValue.NULL), errors));
            return;
        }
        JsonValue next = result.getOrDefault("nextToken", JsonValue.NULL);
        expected.add("data "
                + ApiRequests.sorted(withoutLoaders(result.getOrDefault("data", JsonValue.EMPTY_JSON_OBJECT)))
                + (next instanceof JsonString token ? " next " + token.getString() : "")
                + (result.get("extensions") instanceof JsonObject extensions ? " extensions " + extensions : ""));
    }

    /** Named difference: relations are asked for by {@code related}, and are no functions of the objects. */
    private static JsonValue withoutLoaders(JsonValue value) {
        if (value instanceof JsonArray array) {
            JsonArrayBuilder without = Json.createArrayBuilder();
            array.forEach(each -> without.add(withoutLoaders(each)));
            return without.build();
        }
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        JsonObjectBuilder without = Json.createObjectBuilder();
        object.forEach((name, each) -> {
            if (!(each instanceof JsonObject loader && loader.containsKey("$function"))) {
                without.add(name, withoutLoaders(each));
            }
        });
        return without.build();
    }

    /**
     * Named difference: errors of the API are exceptions, of models and custom operations too. Those of the transport are
     * exceptions of their own. What models say beside their errors is in the exception's data as the API said it: the
     * operation's own member, and of a page its items.
     */
    private String errors(JsonValue data, JsonArray errors) {
        if (errors.get(0) instanceof JsonObject first && first.get("$error") instanceof JsonObject error) {
            return ofTransport(error);
        }
        boolean raw = recorded.getJsonObject("call").getString("kind").equals("graphql");
        return "errors " + ApiRequests.sorted(raw ? data : ofOperation(data)) + " " + errors;
    }

    /** Named difference: no page and an empty page are the same beside errors, and what is missing in it is left out. */
    private static JsonValue ofOperation(JsonValue data) {
        JsonValue found = withoutLoaders(data);
        if (found instanceof JsonArray items) {
            JsonArrayBuilder there = Json.createArrayBuilder();
            items.stream().filter(item -> item != JsonValue.NULL).forEach(there::add);
            JsonArray page = there.build();
            return page.isEmpty() ? JsonValue.NULL : page;
        }
        return found;
    }

    /** {@return what the API said for the one operation of a document} */
    private static JsonValue member(JsonObject data) {
        JsonValue member = data.values().stream().findFirst().orElse(JsonValue.NULL);
        return member instanceof JsonObject page && page.get("items") instanceof JsonArray items ? items : member;
    }

    private static String ofTransport(JsonObject error) {
        JsonObject original = object(error, "originalError");
        String name = original.getString("name", "*");
        return original.get("response") instanceof JsonObject response
                ? "error " + name + " " + response.getInt("statusCode") + " " + original.getString("message")
                : name.equals("SyntaxError") ? "error UnknownError 200" : "error " + name;
    }

    private String error(JsonObject error) {
        if (error.get("value") instanceof JsonObject thrown) {
            return errors(thrown.getOrDefault("data", JsonValue.NULL), thrown.getJsonArray("errors"));
        }
        return UNNAMED.contains(error.getString("constructor", ""))
                        && UNNAMED.contains(error.getString("name", "Error"))
                ? "error *"
                : "error " + error.getString("name");
    }
}
