package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.config.AmplifyConfig;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** All recorded cases. */
final class Replays {

    private static final List<String> AUTH = List.of(
            "auth-routing",
            "auth-sign-in",
            "auth-sign-in-callback",
            "auth-sign-out",
            "auth-sign-out-callback",
            "token-validation",
            "session",
            "refresh",
            "current-user",
            "user-attributes",
            "credentials",
            "username-callback",
            "username-read",
            "username-refresh",
            "username-sign-out",
            "next-middleware",
            "next-session-api",
            "next-user-api",
            "next-get-only-route",
            "next-cookies-context",
            "next-guest",
            "next-gssp",
            "next-pages-api",
            "next-server-action",
            "next-server-component",
            "next-flows",
            "browser-client",
            "pure-functions");

    /** What exists only in JavaScript or belongs to a category that has its own replay. */
    private static final Set<String> AUTH_NOT_IN_JAVA = Set.of("getUrl", "echo", "throw");

    /** Decoding a custom state is the work of the page that gets it back; what is no text exists only in JavaScript. */
    private static final Set<String> HELPERS_NOT_IN_JAVA =
            Set.of("urlSafeDecode", "decodeJWT null", "decodeJWT undefined", "decodeJWT number");

    /** What cannot be written in Java: the compiler refuses it, or there is no such argument. */
    private static final Set<String> STORAGE_NOT_IN_JAVA = Set.of(
            "context-008",
            "context-009",
            "context-011",
            "context-012",
            "copy-022",
            "copy-023",
            "copy-025",
            "copy-031",
            "getProperties-028",
            "getUrl-013",
            "getUrl-027",
            "getUrl-033",
            "getUrl-050",
            "getUrl-093",
            "getUrl-096",
            "getUrl-097",
            "getUrl-098",
            "list-006",
            "list-013",
            "remove-042",
            "remove-043",
            "uploadData-046",
            "uploadData-047",
            "uploadData-048",
            "uploadData-049",
            "uploadData-050");

    /**
     * Missing arguments, big integers and functions that throw exist in JavaScript only; a call that never ends is not waited
     * for.
     */
    private static final Set<String> REST_NOT_IN_JAVA =
            Set.of("rest-input-008", "rest-body-018", "rest-headers-011", "rest-headers-023", "rest-cancel-016");

    /** What Java's types do not let one leave out. */
    private static final Set<String> GRAPHQL_NOT_IN_JAVA = Set.of("graphql-auth-055", "graphql-query-018");

    private final Path folder;

    /** @param folder for the files that cases are configured with */
    Replays(Path folder) {
        this.folder = folder;
    }

    /**
     * {@return the cases of {@code auth}} Where a recorded case went otherwise in one of Next.js' routers, that is a case of
     * its own.
     */
    List<Replay> auth() throws IOException {
        List<Replay> replays = new ArrayList<>();
        String keySet = Recordings.authKeySet();
        for (String group : AUTH) {
            JsonObject file = Recordings.auth(group);
            long now = file.getJsonNumber("now").longValue();
            Replay.Player player = recorded -> switch (recorded.getString("kind")) {
                case "flow" -> new GoldenFlow(recorded, Recordings.CONFIGS, now, keySet).run();
                case "browser" -> new GoldenBrowser(recorded, Recordings.CONFIGS, now, keySet).run();
                case "internal" -> GoldenFunction.list(recorded);
                default -> new GoldenCase(recorded, Recordings.CONFIGS, now, keySet).run();
            };
            for (JsonObject recorded : file.getJsonArray("cases").getValuesAs(JsonObject.class)) {
                String name = group + "/" + recorded.getString("name");
                boolean applicable = !isOfNextOnly(recorded);
                replays.add(new Replay(group, name, recorded, applicable, player));
                for (String router : List.of("nextAppRouter", "nextPagesRouter")) {
                    if (recorded.get(router) instanceof JsonObject variant && variant.containsKey("expected")) {
                        replays.add(new Replay(
                                group,
                                name + VARIANT + router + (isOfBodyOnly(variant) ? BODY_ONLY : "]"),
                                variant(recorded, variant),
                                applicable,
                                player));
                    }
                }
            }
        }
        return replays;
    }

    /** What stands between the name of a case and that of the router in which it went otherwise. */
    static final String VARIANT = " [";

    /** Where it went otherwise in the answer's body alone, which says what its status or Location says. */
    static final String BODY_ONLY = ", body]";

    private static boolean isOfBodyOnly(JsonObject variant) {
        return Set.of("expected/body", "expected/contentType")
                .containsAll(variant.getJsonArray("differs").getValuesAs(JsonString::getString));
    }

    private static JsonObject variant(JsonObject recorded, JsonObject other) {
        JsonObjectBuilder variant = Json.createObjectBuilder(recorded)
                .add("expected", other.get("expected"))
                .add("keysKnown", true);
        JsonArrayBuilder requests = Json.createArrayBuilder();
        ((JsonArray) other.getOrDefault("backendRequests", recorded.get("backendRequests")))
                .stream()
                        .filter(request -> !request.toString().contains("/.well-known/jwks.json"))
                        .forEach(requests::add);
        return variant.add("backendRequests", requests).build();
    }

    private static boolean isOfNextOnly(JsonObject recorded) {
        return recorded.getString("kind").equals("browser") && GoldenBrowser.isWithoutCookies(recorded)
                || recorded.getString("kind").equals("http") && NextRequest.isOnlyNext(recorded)
                || recorded.get("op") instanceof JsonObject op
                        && op.get("name") instanceof JsonString name
                        && AUTH_NOT_IN_JAVA.contains(name.getString())
                || recorded.get("context") instanceof JsonString context
                        && context.getString().equals("invalid");
    }

    List<Replay> helpers() throws IOException {
        return category(
                "helpers",
                recorded -> HELPERS_NOT_IN_JAVA.contains(recorded.getString("sub"))
                        || HELPERS_NOT_IN_JAVA.contains(recorded.getString("title")),
                (recorded, file) -> GoldenFunction.helper(recorded));
    }

    List<Replay> authserver() throws IOException {
        String keySet = Recordings.categoriesKeySet();
        return category(
                "authserver",
                recorded -> recorded.getString("via").equals("next-invalid"),
                (recorded, file) -> new ServerCase(recorded, file, folder, keySet).run());
    }

    List<Replay> storage() throws IOException {
        String keySet = Recordings.categoriesKeySet();
        return category(
                "storage",
                recorded ->
                        STORAGE_NOT_IN_JAVA.contains(recorded.getString("id").substring("storage-".length())),
                (recorded, file) -> new StorageCase(recorded, file, folder, keySet).run());
    }

    List<Replay> rest() throws IOException {
        String keySet = Recordings.categoriesKeySet();
        return category(
                "rest",
                recorded -> REST_NOT_IN_JAVA.contains(recorded.getString("id")),
                (recorded, file) -> new RestCase(recorded, file, folder, keySet).run());
    }

    List<Replay> graphql() throws IOException {
        String keySet = Recordings.categoriesKeySet();
        return category(
                "graphql",
                Replays::isOfJavaScript,
                (recorded, file) -> new GraphQlCase(recorded, file, folder, keySet).run());
    }

    /** Shapes of JavaScript objects, functions that throw, and arguments that are left out. */
    private static boolean isOfJavaScript(JsonObject recorded) {
        JsonObject call = recorded.getJsonObject("call");
        return call.getString("kind").equals("shape")
                || call.getString("kind").equals("noContext")
                || call.getJsonArray("args").toString().contains("$throws")
                || GRAPHQL_NOT_IN_JAVA.contains(recorded.getString("id"))
                || recorded.getJsonObject("client").getString("factory").equals("cookies-bad");
    }

    /** {@return the cases of {@code parseAmplifyConfig}, of both recordings, and those of the routes that need it} */
    List<Replay> config() throws IOException {
        GoldenConfig config = new GoldenConfig(folder);
        List<Replay> replays = new ArrayList<>();
        for (JsonObject recorded :
                Recordings.auth("config-parse").getJsonArray("cases").getValuesAs(JsonObject.class)) {
            String input = Files.readString(Recordings.CONFIGS.resolve(recorded.getString("config") + ".json"));
            replays.add(new Replay(
                    "config-parse",
                    "config-parse/" + recorded.getString("name"),
                    recorded,
                    true,
                    changed -> config.parsed(input, changed.getJsonObject("expected"))));
        }
        replays.addAll(category(
                "config",
                recorded -> false,
                (recorded, file) -> config.parsed(recorded.get("input").toString(), recorded.getJsonObject("expect"))));
        for (JsonObject recorded :
                Recordings.auth("create-handlers").getJsonArray("cases").getValuesAs(JsonObject.class)) {
            replays.add(new Replay(
                    "create-handlers",
                    "create-handlers/" + recorded.getString("name"),
                    recorded,
                    true,
                    config::handlers));
        }
        return replays;
    }

    private interface CategoryPlayer {
        Outcome play(JsonObject recorded, JsonObject file) throws Exception;
    }

    private static List<Replay> category(String group, Predicate<JsonObject> notInJava, CategoryPlayer player)
            throws IOException {
        JsonObject file = Recordings.categories(group);
        return file.getJsonArray("cases").getValuesAs(JsonObject.class).stream()
                .map(recorded -> new Replay(
                        group,
                        group + "/" + recorded.getString("id") + " " + recorded.getString("title"),
                        recorded,
                        !notInJava.test(recorded),
                        changed -> player.play(changed, file)))
                .toList();
    }

    /** {@return what Amplify sends for generated Amplify files} */
    List<Replay> models() throws IOException {
        return documents("models", Recordings.FOLDER.resolve("models"));
    }

    /**
     * {@return what Amplify sends for Amplify files}
     *
     * @param recordings a folder with {@code documents.jsonl} and the files
     */
    List<Replay> documents(String group, Path recordings) throws IOException {
        Map<String, AmplifyConfig> configs = new HashMap<>();
        List<Replay> replays = new ArrayList<>();
        for (JsonObject recorded : Recordings.lines(recordings.resolve("documents.jsonl"))) {
            String file = recorded.getString("file");
            if (!configs.containsKey(file)) {
                configs.put(file, DocumentCase.config(recordings.resolve("files/" + file), folder.resolve(file)));
            }
            AmplifyConfig config = configs.get(file);
            String name = group + "/" + file.replace(".json", "") + "/" + recorded.getString("id");
            replays.add(new Replay(group, name, recorded, true, played -> new DocumentCase(played, config).run()));
        }
        return replays;
    }
}
