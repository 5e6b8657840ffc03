package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.internal.cookie.CookieText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A recorded flow: each step sends the cookies that our own answers have left in the jar. */
final class GoldenFlow {

    private final JsonObject recorded;
    private final Path configs;
    private final long now;
    private final String keySet;
    private final Map<String, String> jar = new LinkedHashMap<>();
    private final Map<String, String> placeholders = new HashMap<>();

    GoldenFlow(JsonObject recorded, Path configs, long now, String keySet) {
        this.recorded = recorded;
        this.configs = configs;
        this.now = now;
        this.keySet = keySet;
    }

    Outcome run() throws Exception {
        List<String> differences = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        List<String> amplify = new ArrayList<>();
        for (JsonObject step : recorded.getJsonArray("steps").getValuesAs(JsonObject.class)) {
            Outcome outcome = run(step);
            ours.add(step.getString("name") + ": " + outcome.ours().replaceAll("(flow\\.)[A-Za-z0-9]{8}", "$1(id)"));
            amplify.add(step.getString("name") + ": " + outcome.amplify());
            if (!outcome.matches()) {
                differences.add(step.getString("name") + ": " + outcome.difference());
            }
            Set<String> golden = step.getJsonArray("jarAfter").getValuesAs(JsonString::getString).stream()
                    .map(CookieText::decode)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!golden.equals(jarNames())) {
                differences.add(step.getString("name") + ": jar: golden " + golden + "\n   ours " + jarNames());
            }
        }
        return new Outcome(
                differences.isEmpty(),
                String.join("\n", ours),
                String.join("\n", amplify),
                String.join("\n", differences));
    }

    private Outcome run(JsonObject step) throws Exception {
        JsonObject request = step.getJsonObject("request");
        String url = request.getString("url");
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            url = url.replace(placeholder.getValue(), placeholder.getKey());
        }
        var headers = Json.createObjectBuilder();
        if (!jar.isEmpty()) {
            headers.add(
                    "Cookie",
                    jar.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var single = Json.createObjectBuilder(recorded).remove("steps").add("kind", "http");
        step.forEach(single::add);
        GoldenCase golden = new GoldenCase(
                single.add(
                                "request",
                                Json.createObjectBuilder(request)
                                        .add("url", url)
                                        .add("headers", headers))
                        .build(),
                configs,
                now,
                keySet,
                placeholders);
        Outcome outcome = golden.run();
        golden.setCookies().forEach(this::keep);
        return outcome;
    }

    private void keep(String line) {
        String[] pair = line.split(";", 2)[0].split("=", 2);
        if (line.contains("Max-Age=0")) {
            jar.remove(pair[0]);
        } else {
            jar.put(pair[0], pair[1]);
        }
    }

    /** Our one cookie for a flow stands for the original's fixed pair. */
    private Set<String> jarNames() {
        Set<String> names = new TreeSet<>();
        for (String name : jar.keySet()) {
            if (name.startsWith(CookieLines.FLOW)) {
                names.add("com.amplify.server_auth.pkce");
                names.add("com.amplify.server_auth.state");
            } else {
                names.add(CookieText.decode(name));
            }
        }
        return names;
    }
}
