package io.github.amplifyjakarta.internal.config;

import io.github.amplifyjakarta.internal.transport.WebOrigin;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** The validated values of all layers. MicroProfile Config overrides the Amplify file. */
final class Settings {

    private static final String PREFIX = "amplify.";

    /** The name in SmallRye Config, which WildFly and Open Liberty use. */
    private static final String ENVIRONMENT = "EnvConfigSource";

    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);

    /** RFC 6265bis, section 5.5: browsers limit Max-Age to 400 days. More than 10 years is probably a wrong unit. */
    private static final long LONGEST_MAX_AGE = 10L * 366 * 24 * 3600;

    /**
     * Rejects patterns that no request path can match, because they would protect nothing: empty segments, dot
     * segments, escapes and parameters.
     */
    private static final Pattern PATH_PATTERN =
            Pattern.compile("(?=/)(?:/(?![. ]+(?:/|$))[^/*?#;%\\\\\\p{C}\\p{Zl}\\p{Zp}]+)*(?:/\\*|/)?");

    /** RFC 9110, section 5, except for headers that belong to the connection or the signature. */
    private static final Pattern HEADER =
            Pattern.compile("(?!(?i:connection|content-length|expect|host|transfer-encoding|upgrade|x-amz-date):)"
                    + "([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\\t -~]*)");

    /** What the sign-in itself sends. */
    private static final String OF_THE_FLOW = "client_id, code_challenge, code_challenge_method, identity_provider,"
            + " redirect_uri, response_type, scope, state";

    private static final Pattern SIGN_IN_PARAMETER =
            Pattern.compile("(?!(?:" + OF_THE_FLOW.replace(", ", "|") + ")=)([A-Za-z0-9_.-]{1,64})=(\\P{Cntrl}+)");

    private static final Pattern REDIS = Pattern.compile("rediss?://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5}/?");

    /** A name with a prefix like {@code amplify}, as a key or as a variable. */
    private static final Pattern LIKE_A_KEY = Pattern.compile("(?i)a[a-z]{3,9}[._].+");

    private static final int LARGEST_PAGE = 1 << 20;

    private final Config config;
    private final Map<String, Setting> file;
    private final Problems problems;

    Settings(Config config, Map<String, Setting> file, Problems problems) {
        this.config = config;
        this.file = file;
        this.problems = problems;
    }

    boolean isEmpty() {
        return file.isEmpty()
                && propertyNames().isEmpty()
                && setting(ConfigKey.APP_ORIGIN).isEmpty();
    }

    void reportUnknownKeys() {
        propertyNames().stream()
                .filter(name -> !ConfigKey.isKnown(name) && !isOfTheEnvironment(name))
                .forEach(name -> problems.add(
                        name,
                        ConfigSourceName.of(config.getConfigValue(name)),
                        "a key that does not exist",
                        "one of the keys in https://github.com/amplify-jakarta/amplify-jakarta/blob/main/docs/configuration.md"
                                + NearestKey.of(name)
                                        .map(near -> "; did you mean " + near.key() + "?")
                                        .orElse("")));
        warnOfMistypedNames();
    }

    /**
     * Variables of other programs may also begin with AMPLIFY_, and a typing error may be in the prefix. So only a name
     * close to a known one is reported.
     */
    private void warnOfMistypedNames() {
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name ->
                        !name.startsWith(PREFIX) && LIKE_A_KEY.matcher(name).matches())
                .filter(name -> isVariable(name) || !isOfTheEnvironment(name))
                .filter(name -> Arrays.stream(ConfigKey.values()).noneMatch(key -> key.isReadFrom(name)))
                .sorted()
                .forEach(name -> NearestKey.of(name).ifPresent(near -> warnOfMistyped(name, near)));
    }

    private static boolean isVariable(String name) {
        return name.equals(name.toUpperCase(Locale.ROOT));
    }

    private void warnOfMistyped(String name, ConfigKey near) {
        if (isVariable(name)) {
            problems.warn(
                    name,
                    "environment",
                    "a variable that is not read",
                    near.variable() + ", the variable of " + near.key());
        } else {
            problems.warn(name, ConfigSourceName.of(config.getConfigValue(name)), "a key that is not read", near.key());
        }
    }

    /** {@return each value that is set, with its source, in the order of the configuration table} */
    List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (ConfigKey key : ConfigKey.values()) {
            if (key.named()) {
                names(key)
                        .forEach(name ->
                                named(key, name).ifPresent(found -> shown.add(shown(key, key.key(name), found))));
            } else {
                setting(key).ifPresent(found -> shown.add(shown(key, key.key(), found)));
            }
        }
        return shown;
    }

    private static String shown(ConfigKey key, String name, Setting found) {
        return Problems.line(name) + " = " + Problems.shown(key, found) + " (" + Problems.line(found.source()) + ")";
    }

    /** {@return whether the Amplify file has this value, and nothing overrides it} */
    boolean isOfFile(ConfigKey key) {
        return setting(key).isPresent() && setting(key).equals(Optional.ofNullable(file.get(key.key())));
    }

    void warn(ConfigKey key, String expected) {
        Setting found = orDefault(key);
        problems.warn(key.key(), found.source(), Problems.shown(key, found), expected);
    }

    /**
     * MicroProfile Config returns names of environment variables without their dashes, and variables of other programs
     * may also begin with AMPLIFY_. Therefore environment variables are read for known keys, but not checked for typing
     * errors.
     */
    private boolean isOfTheEnvironment(String name) {
        return ENVIRONMENT.equals(config.getConfigValue(name).getSourceName());
    }

    private Set<String> propertyNames() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void wrong(ConfigKey key, String expected) {
        setting(key)
                .ifPresentOrElse(
                        found -> problems.wrong(key, found, expected), () -> problems.missing(key.key(), expected));
    }

    /** {@return a setting that only the file can have} */
    Optional<Setting> ofFile(String name) {
        return Optional.ofNullable(file.get(name));
    }

    private Optional<Setting> setting(ConfigKey key) {
        return setting(key.key());
    }

    private Optional<Setting> setting(String key) {
        ConfigValue value = config.getConfigValue(key);
        if (value.getValue() != null && !value.getValue().isBlank()) {
            // MicroProfile Config 3.1, section "Array Converters": a backslash escapes the comma
            List<String> items = Arrays.stream(value.getValue().split("(?<!\\\\),"))
                    .map(item -> item.replace("\\,", ",").trim())
                    .filter(item -> !item.isEmpty())
                    .toList();
            return Optional.of(new Setting(value.getValue(), items, ConfigSourceName.of(value)));
        }
        return Optional.ofNullable(file.get(key)).filter(found -> !found.text().isBlank());
    }

    private Setting orDefault(ConfigKey key) {
        return setting(key)
                .orElseGet(() -> new Setting(List.of(key.defaultValue().split(",")), "default"));
    }

    Optional<String> text(ConfigKey key) {
        return setting(key).map(Setting::text);
    }

    Optional<String> text(ConfigKey key, String name) {
        return named(key, name).map(Setting::text);
    }

    private Optional<Setting> named(ConfigKey key, String name) {
        return setting(key.key(name)).or(() -> setting(key.key(name).replace("\"", "")));
    }

    Optional<String> required(ConfigKey key, String name, String expected) {
        Optional<String> found = text(key, name);
        if (found.isEmpty()) {
            problems.missing(key.key(name), expected);
        }
        return found;
    }

    Set<String> names(ConfigKey... keys) {
        Set<String> names = new TreeSet<>();
        for (ConfigKey key : keys) {
            propertyNames().forEach(property -> key.nameIn(property).ifPresent(names::add));
            file.keySet().forEach(property -> key.nameIn(property).ifPresent(names::add));
        }
        return names;
    }

    List<String> list(ConfigKey key) {
        return setting(key).map(Setting::values).orElse(List.of());
    }

    boolean flag(ConfigKey key) {
        Setting found = orDefault(key);
        if (!found.text().equals("true") && !found.text().equals("false")) {
            problems.wrong(key, found, "true or false");
        }
        return found.text().equals("true");
    }

    Optional<URI> endpoint(ConfigKey key) {
        return setting(key).flatMap(found -> endpoint(key, found));
    }

    Optional<URI> endpoint(ConfigKey key, String name) {
        return named(key, name).flatMap(found -> endpoint(key, found));
    }

    private Optional<URI> endpoint(ConfigKey key, Setting found) {
        if (!WebOrigin.isSecure(found.text())) {
            problems.wrong(key, found, "an https URI (http on loopback only)");
            return Optional.empty();
        }
        return Optional.of(URI.create(found.text()));
    }

    /** A URL without a user and a password, which are secrets, and have keys of their own. */
    Optional<URI> redis(ConfigKey key) {
        return setting(key).flatMap(found -> {
            Optional<URI> url = Optional.of(found.text())
                    .filter(text -> REDIS.matcher(text).matches())
                    .map(URI::create)
                    .filter(uri -> uri.getHost() != null && uri.getPort() >= 1 && uri.getPort() <= 65_535);
            if (url.isEmpty()) {
                problems.wrong(key, found, "rediss://host:port (redis:// without TLS), nothing else");
            }
            return url;
        });
    }

    Optional<String> region(ConfigKey key, Pattern type, String example) {
        Setting found = setting(key).orElseThrow();
        Matcher matcher = type.matcher(found.text());
        if (!matcher.matches()) {
            problems.wrong(key, found, "an id like " + example);
            return Optional.empty();
        }
        return Optional.of(matcher.group(1));
    }

    <T> Optional<T> choice(ConfigKey key, Map<String, T> values) {
        return setting(key).flatMap(found -> choice(key, found, values));
    }

    <T> Optional<T> choice(ConfigKey key, String name, Map<String, T> values) {
        return named(key, name).flatMap(found -> choice(key, found, values));
    }

    private <T> Optional<T> choice(ConfigKey key, Setting found, Map<String, T> values) {
        Optional<T> chosen = Optional.ofNullable(values.get(found.text()));
        if (chosen.isEmpty()) {
            problems.wrong(key, found, "one of " + String.join(", ", values.keySet()));
        }
        return chosen;
    }

    /** {@return headers in the form {@code name: value}; names in lower case} */
    Map<String, String> headers(ConfigKey key, String name) {
        Map<String, String> headers = new HashMap<>();
        named(key, name)
                .ifPresent(found -> found.values().forEach(header -> {
                    Matcher parts = HEADER.matcher(header);
                    if (!parts.matches()
                            || headers.put(
                                            parts.group(1).toLowerCase(Locale.ROOT),
                                            parts.group(2).strip())
                                    != null) {
                        problems.wrong(
                                key,
                                found,
                                "headers like x-api-key: abc, each once, none of which HTTP or the signature sets itself");
                    }
                }));
        return headers;
    }

    /** Reports a key of the server that has another value. */
    void requireOfTheServer(String key, String expected) {
        ConfigValue found = config.getConfigValue(key);
        if (found.getValue() != null && !found.getValue().equalsIgnoreCase(expected)) {
            problems.add(
                    key, ConfigSourceName.of(found), '"' + found.getValue() + '"', expected + ", which is the default");
        }
    }

    /** {@return parameters of Managed Login by name} */
    Map<String, String> signInParameters(ConfigKey key) {
        Map<String, String> parameters = new HashMap<>();
        setting(key)
                .ifPresent(found -> found.values().forEach(parameter -> {
                    Matcher parts = SIGN_IN_PARAMETER.matcher(parameter);
                    if (!parts.matches()
                            || parts.group(1).equals("max_age") // a limit for a link, which Cognito does not know
                            || parameters.put(parts.group(1), parts.group(2)) != null) {
                        problems.wrong(
                                key,
                                found,
                                "parameters like resource=https://api.example.com, each once, none of max_age, "
                                        + OF_THE_FLOW);
                    }
                }));
        return parameters;
    }

    Set<String> signInParameterNames(ConfigKey key) {
        Setting found = orDefault(key);
        if (!found.values().stream()
                .allMatch(name -> SIGN_IN_PARAMETER.matcher(name + "=x").matches())) {
            problems.wrong(key, found, "names of parameters, none of " + OF_THE_FLOW);
        }
        return Set.copyOf(found.values());
    }

    Optional<Long> maxAge(ConfigKey key, ConfigKey expires) {
        if (setting(key).isEmpty() && setting(expires).isPresent()) {
            return Optional.empty();
        }
        Setting found = orDefault(key);
        if (!found.text().matches("[1-9]\\d{0,8}") || Long.parseLong(found.text()) > LONGEST_MAX_AGE) {
            problems.wrong(key, found, "whole seconds between 1 and " + LONGEST_MAX_AGE);
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(found.text()));
    }

    Optional<Instant> instant(ConfigKey key) {
        return setting(key).flatMap(found -> {
            try {
                return Optional.of(Instant.parse(found.text()));
            } catch (DateTimeException e) {
                problems.wrong(key, found, "an instant like 2027-01-01T00:00:00Z");
                return Optional.empty();
            }
        });
    }

    Duration duration(ConfigKey key) {
        return duration(key, orDefault(key)).orElseGet(() -> Duration.parse(key.defaultValue()));
    }

    Optional<Duration> duration(ConfigKey key, String name) {
        return named(key, name).flatMap(found -> duration(key, found));
    }

    /** {@return a duration between two others} */
    Duration duration(ConfigKey key, Duration shortest, Duration longest) {
        Setting found = orDefault(key);
        return parsed(found)
                .filter(duration -> duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0)
                .orElseGet(() -> {
                    problems.wrong(
                            key,
                            found,
                            "a duration like P1D or PT30M, from " + shortest + " to P" + longest.toDays() + "D");
                    return Duration.parse(key.defaultValue());
                });
    }

    private Optional<Duration> duration(ConfigKey key, Setting found) {
        Optional<Duration> duration = parsed(found).filter(parsed -> parsed.compareTo(LONGEST_CALL) <= 0);
        if (duration.isEmpty()) {
            problems.wrong(key, found, "a duration like PT2S, at most PT10M");
        }
        return duration;
    }

    private static Optional<Duration> parsed(Setting found) {
        try {
            return Optional.of(Duration.parse(found.text()))
                    .filter(duration -> !duration.isNegative() && !duration.isZero());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A path of this site or an absolute http(s) URI. A {@code javascript:} URI would run in the redirect page. */
    Optional<String> redirectTarget(ConfigKey key) {
        setting(key)
                .filter(found ->
                        !isPath(found.text()) && WebOrigin.of(found.text()).isEmpty())
                .ifPresent(found ->
                        problems.wrong(key, found, "a path that starts with one / or an absolute http(s) URI"));
        return text(key);
    }

    Optional<String> path(ConfigKey key) {
        setting(key)
                .filter(found -> !isPath(found.text()))
                .ifPresent(found -> problems.wrong(key, found, "a path that starts with one /"));
        return text(key);
    }

    private static boolean isPath(String text) {
        return text.matches("/(?![/\\\\])[^\\p{Cntrl}\\\\]*");
    }

    List<String> choices(ConfigKey key, List<String> names) {
        List<String> chosen = list(key);
        if (!names.containsAll(chosen)) {
            wrong(key, "some of " + String.join(", ", names));
        }
        return chosen;
    }

    List<String> pathPatterns(ConfigKey key) {
        List<String> patterns = list(key);
        if (!patterns.stream().allMatch(pattern -> PATH_PATTERN.matcher(pattern).matches())) {
            wrong(
                    key,
                    "paths below the context root, decoded, that start with / and may end in /*,"
                            + " without // and dot segments (/account/*)");
        }
        return patterns;
    }

    /** {@return the text of a class path resource in UTF-8} */
    Optional<String> resource(ConfigKey key, ClassLoader resources) {
        return setting(key).flatMap(found -> {
            try (InputStream content = resources.getResourceAsStream(found.text())) {
                if (content != null) {
                    return Optional.of(new String(content.readNBytes(LARGEST_PAGE), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                problems.wrong(key, found, "a class path resource that can be read (" + e.getMessage() + ")");
                return Optional.empty();
            }
            problems.wrong(key, found, "the name of a class path resource (error.html in src/main/resources)");
            return Optional.empty();
        });
    }

    Optional<String> inlineOrFile(ConfigKey key) {
        ConfigValue value = config.getConfigValue(key.key());
        if (value.getValue() == null || value.getValue().isBlank()) {
            return Optional.empty();
        }
        String text = value.getValue().trim();
        try {
            String json = text.startsWith("{") ? text : Files.readString(Path.of(text));
            if (!isKeySet(json)) {
                problems.wrong(
                        key,
                        new Setting(text, ConfigSourceName.of(value)),
                        "a JSON key set with an RSA key for signatures");
            }
            return Optional.of(json);
        } catch (IOException | InvalidPathException e) {
            problems.wrong(
                    key, new Setting(text, ConfigSourceName.of(value)), "a JSON key set or a readable file with one");
            return Optional.empty();
        }
    }

    /** RFC 7517, section 5. The token verifier parses the keys themselves. */
    private static boolean isKeySet(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject().getJsonArray("keys").getValuesAs(JsonObject.class).stream()
                    .anyMatch(key -> key.getString("kty", "").equals("RSA")
                            && key.getString("use", "").equals("sig")
                            && key.containsKey("kid"));
        } catch (RuntimeException e) { // not JSON, or of another form
            return false;
        }
    }
}
