package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.GraphqlErrorException;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A GraphQL API as AppSync serves it, by graphql-java, which refuses types, arguments and fields of inputs that the schema does
 * not have: to-dos that belong to their owner (user pool), projects and tasks ({@link ProjectsApi}), notices for everybody (API
 * key), and who one is (IAM, user pool).
 */
final class GraphQlApi {

    private static final String CALLER = "caller";
    private static final int LIMIT = 100;

    private final ApiAuthorizer authorizer;
    private final GraphQL graphQl;
    private final Map<String, Map<String, Object>> todos = new ConcurrentHashMap<>();

    GraphQlApi(ApiAuthorizer authorizer) throws IOException {
        this.authorizer = authorizer;
        try (InputStream schema = GraphQlApi.class.getResourceAsStream("schema.graphql")) {
            graphQl = GraphQL.newGraphQL(new SchemaGenerator()
                            .makeExecutableSchema(
                                    new SchemaParser().parse(new String(schema.readAllBytes(), StandardCharsets.UTF_8)),
                                    wiring()))
                    .build();
        }
    }

    private RuntimeWiring wiring() {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        new ProjectsApi().addTo(wiring);
        return wiring.type(
                        "Query",
                        type -> type.dataFetcher("getTodo", this::getTodo)
                                .dataFetcher("listTodos", this::listTodos)
                                .dataFetcher("whoAmI", GraphQlApi::whoAmI)
                                .dataFetcher("notices", GraphQlApi::notices))
                .type(
                        "Mutation",
                        type -> type.dataFetcher("createTodo", this::createTodo)
                                .dataFetcher("updateTodo", this::updateTodo)
                                .dataFetcher("deleteTodo", this::deleteTodo))
                .build();
    }

    void call(Exchange exchange) throws IOException {
        Optional<Caller> caller = authorizer.callerOfAppSync(exchange);
        if (caller.isEmpty()) {
            return;
        }
        JsonObject asked = exchange.json();
        Map<String, Object> answer = graphQl.execute(ExecutionInput.newExecutionInput(asked.getString("query"))
                        .variables(plain(asked.getOrDefault("variables", JsonValue.EMPTY_JSON_OBJECT)))
                        .graphQLContext(Map.of(CALLER, caller.get()))
                        .build())
                .toSpecification();
        exchange.json(200, json(likeAppSync(answer)).toString());
    }

    /** AppSync's errors have their type beside the message. */
    private static Map<String, Object> likeAppSync(Map<String, Object> answer) {
        if (answer.get("errors") instanceof List<?> errors) {
            for (Object error : errors) {
                @SuppressWarnings("unchecked") // graphql-java's own
                Map<String, Object> each = (Map<String, Object>) error;
                if (each.remove("extensions") instanceof Map<?, ?> extensions) {
                    each.put("errorType", extensions.get("errorType"));
                }
            }
        }
        return answer;
    }

    private static Map<String, Object> plain(JsonValue json) {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (json instanceof JsonObject object) {
            object.forEach((name, value) -> plain.put(name, value(value)));
        }
        return plain;
    }

    private static Object value(JsonValue json) {
        return switch (json.getValueType()) {
            case OBJECT -> plain(json);
            case ARRAY -> ((JsonArray) json).stream().map(GraphQlApi::value).toList();
            case STRING -> ((jakarta.json.JsonString) json).getString();
            case NUMBER -> {
                jakarta.json.JsonNumber number = (jakarta.json.JsonNumber) json;
                yield number.isIntegral() ? (Object) number.intValue() : number.doubleValue();
            }
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
        };
    }

    private static JsonValue json(Object value) {
        if (value instanceof Map<?, ?> map) {
            JsonObjectBuilder object = JSON.createObjectBuilder();
            map.forEach((name, each) -> object.add(String.valueOf(name), json(each)));
            return object.build();
        }
        if (value instanceof List<?> list) {
            JsonArrayBuilder array = JSON.createArrayBuilder();
            list.forEach(each -> array.add(json(each)));
            return array.build();
        }
        if (value instanceof Boolean flag) {
            return flag ? JsonValue.TRUE : JsonValue.FALSE;
        }
        if (value instanceof Integer number) {
            return JSON.createValue(number);
        }
        if (value instanceof Double number) {
            return JSON.createValue(number);
        }
        return value == null ? JsonValue.NULL : JSON.createValue(String.valueOf(value));
    }

    static Caller caller(DataFetchingEnvironment field) {
        return field.getGraphQlContext().get(CALLER);
    }

    /** DynamoDB's word for a record that is not there, as AppSync passes it on. */
    static GraphqlErrorException conditionFailed() {
        return GraphqlErrorException.newErrorException()
                .message("The conditional request failed")
                .extensions(Map.of("errorType", "DynamoDB:ConditionalCheckFailedException"))
                .build();
    }

    static GraphqlErrorException refused(DataFetchingEnvironment field) {
        return GraphqlErrorException.newErrorException()
                .message("Not Authorized to access " + field.getField().getName())
                .extensions(Map.of("errorType", "Unauthorized"))
                .build();
    }

    private static String owner(DataFetchingEnvironment field) {
        if (!caller(field).mode().equals("userPool")) {
            throw refused(field);
        }
        return caller(field).name().orElseThrow();
    }

    private static String whoAmI(DataFetchingEnvironment field) {
        return caller(field).name().orElseThrow(() -> refused(field));
    }

    private static List<String> notices(DataFetchingEnvironment field) {
        return List.of("Welcome to the sandbox.");
    }

    private Map<String, Object> own(DataFetchingEnvironment field, String id) {
        String owner = owner(field);
        Map<String, Object> found = todos.get(id);
        if (found != null && !found.get("owner").equals(owner)) {
            throw refused(field);
        }
        return found;
    }

    private Object getTodo(DataFetchingEnvironment field) {
        return own(field, field.getArgument("id"));
    }

    private Object listTodos(DataFetchingEnvironment field) {
        String owner = owner(field);
        Map<String, Object> filter = field.getArgumentOrDefault("filter", Map.of());
        int limit = field.getArgumentOrDefault("limit", LIMIT);
        int start = Integer.parseInt(field.getArgumentOrDefault("nextToken", "0"));
        List<Map<String, Object>> all = todos.values().stream()
                .filter(todo -> todo.get("owner").equals(owner))
                .filter(todo -> ModelTable.matches(todo, filter))
                .sorted(java.util.Comparator.comparing(todo -> String.valueOf(todo.get("createdAt"))))
                .toList();
        int end = Math.min(all.size(), start + limit);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", new ArrayList<>(all.subList(Math.min(start, end), end)));
        page.put("nextToken", end < all.size() ? String.valueOf(end) : null);
        return page;
    }

    private Object createTodo(DataFetchingEnvironment field) {
        Map<String, Object> input = field.getArgument("input");
        Map<String, Object> todo = new LinkedHashMap<>();
        todo.put("id", input.getOrDefault("id", UUID.randomUUID().toString()));
        todo.put("content", input.get("content"));
        todo.put("done", input.getOrDefault("done", false));
        todo.put("owner", owner(field));
        todo.put("createdAt", Instant.now().toString());
        todo.put("updatedAt", todo.get("createdAt"));
        todos.put(String.valueOf(todo.get("id")), todo);
        return todo;
    }

    private Object updateTodo(DataFetchingEnvironment field) {
        Map<String, Object> input = field.getArgument("input");
        Map<String, Object> found = own(field, String.valueOf(input.get("id")));
        if (found == null) {
            return null;
        }
        Map<String, Object> changed = new LinkedHashMap<>(found);
        changed.putAll(input);
        changed.put("updatedAt", Instant.now().toString());
        todos.put(String.valueOf(changed.get("id")), changed);
        return changed;
    }

    private Object deleteTodo(DataFetchingEnvironment field) {
        Map<String, Object> input = field.getArgument("input");
        Map<String, Object> found = own(field, String.valueOf(input.get("id")));
        if (found != null) {
            todos.remove(String.valueOf(found.get("id")));
        }
        return found;
    }
}
