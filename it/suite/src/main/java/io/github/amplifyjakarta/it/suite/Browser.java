package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cookie jar and a client that follows nothing by itself. As in Firefox, Strict cookies stay away from a request that was
 * redirected by another site (RFC 6265bis, section 5.2, "same-site" requests).
 */
final class Browser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Map<String, String>> jars = new LinkedHashMap<>();
    private final Map<String, Set<String>> strict = new HashMap<>();

    HttpResponse<String> get(URI uri, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).GET(), uri, false, headers);
    }

    /** {@return the body of a page, once it is as wanted; as it is then when that takes longer than the limit} */
    String await(URI uri, Predicate<String> wanted, Duration limit) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(limit);
        String body = get(uri).body();
        while (!wanted.test(body) && Instant.now().isBefore(end)) {
            Thread.sleep(200);
            body = get(uri).body();
        }
        return body;
    }

    HttpResponse<String> put(URI uri, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.ofString(body)), uri, false);
    }

    HttpResponse<String> navigate(URI uri) throws IOException, InterruptedException {
        return get(uri, "Accept", "text/html", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Site", "same-origin");
    }

    /** Navigates where a page of another site leads. */
    HttpResponse<String> navigateFromAnotherSite(URI uri) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri).GET(),
                uri,
                true,
                "Accept",
                "text/html",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Site",
                "cross-site");
    }

    HttpResponse<String> post(URI uri, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)),
                uri,
                false,
                Stream.concat(Stream.of("Content-Type", "application/x-www-form-urlencoded"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    HttpResponse<String> postJson(URI uri, String json) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(json)),
                uri,
                false,
                "Content-Type",
                "application/json",
                "Sec-Fetch-Site",
                "same-origin");
    }

    /** Follows redirects by hand, keeping the cookies of each answer. */
    HttpResponse<String> follow(HttpResponse<String> response) throws IOException, InterruptedException {
        HttpResponse<String> current = response;
        Set<String> sites = new HashSet<>(Set.of(current.uri().getHost()));
        for (int i = 0; i < 10 && current.headers().firstValue("Location").isPresent(); i++) {
            URI next = current.uri()
                    .resolve(current.headers().firstValue("Location").get());
            sites.add(next.getHost());
            current = sites.size() > 1 ? navigateFromAnotherSite(next) : navigate(next);
        }
        return current;
    }

    /** Adds a user to the sandbox, with the password that all of its users have. */
    static void addUser(DemoServer server, String username) throws IOException, InterruptedException {
        new Browser()
                .post(
                        server.sandbox().resolve("/sandbox/users"),
                        Map.of("username", username, "password", "Passw0rd!"));
    }

    /** Sets how long the sandbox's next tokens live, and whether it rotates refresh tokens. */
    static void tokensLive(DemoServer server, int seconds, boolean rotation) throws IOException, InterruptedException {
        new Browser()
                .post(
                        server.sandbox().resolve("/sandbox/tokens"),
                        Map.of("lifetime", seconds + "", "rotation", rotation + ""));
    }

    /**
     * Sets how long the sandbox's next tokens live, and that it rotates refresh tokens.
     *
     * @param graceSeconds how long a refresh token is good after its use
     */
    static void tokensRotate(DemoServer server, int seconds, int graceSeconds)
            throws IOException, InterruptedException {
        new Browser()
                .post(
                        server.sandbox().resolve("/sandbox/tokens"),
                        Map.of("lifetime", seconds + "", "rotation", "true", "grace", graceSeconds + ""));
    }

    /** Sets how long the sandbox's next AWS credentials live. */
    static void credentialsLive(DemoServer server, int seconds) throws IOException, InterruptedException {
        new Browser().post(server.sandbox().resolve("/sandbox/credentials"), Map.of("lifetime", seconds + ""));
    }

    /** Lets an operation or a path of the sandbox fail in one way, until the kind is {@code none}. */
    static void fault(DemoServer server, String operation, String kind) throws IOException, InterruptedException {
        new Browser().post(server.sandbox().resolve("/sandbox/faults"), Map.of("path", operation, "kind", kind));
    }

    /**
     * Signs in at the sandbox's Managed Login.
     *
     * @param start the route sign-in, or a page that leads there
     * @return the page of the callback
     */
    HttpResponse<String> signIn(URI start, String username) throws IOException, InterruptedException {
        HttpResponse<String> page = follow(navigate(start));
        return follow(submit(page, "/login", Map.of("username", username, "password", "Passw0rd!")));
    }

    /** Fills in the form of a page of the sandbox. */
    HttpResponse<String> submit(HttpResponse<String> page, String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            form.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
        }
        form.putAll(fields);
        return post(page.uri().resolve(action), form);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, URI uri, boolean crossSite, String... headers)
            throws IOException, InterruptedException {
        request.timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        Map<String, String> jar = jar(uri);
        Set<String> strictHere = strict.computeIfAbsent(uri.getAuthority(), authority -> new HashSet<>());
        String cookies = jar.entrySet().stream()
                .filter(cookie -> !crossSite || !strictHere.contains(cookie.getKey()))
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) { // the query may hold a code
            throw new IOException("no answer of " + uri.getAuthority() + uri.getPath() + ": " + e, e);
        }
        response.headers().allValues("Set-Cookie").forEach(line -> keep(jar, strictHere, line));
        return response;
    }

    /** {@return the directives of Cache-Control, without the one that Open Liberty adds wherever a cookie is set} */
    static Set<String> cacheControl(HttpResponse<?> response) {
        return response.headers().allValues("Cache-Control").stream()
                .flatMap(line -> Stream.of(line.split(",\\s*")))
                .filter(directive -> !directive.equals("no-cache=set-cookie"))
                .collect(Collectors.toSet());
    }

    Map<String, String> jar(URI uri) {
        return jars.computeIfAbsent(uri.getAuthority(), authority -> new LinkedHashMap<>());
    }

    private static void keep(Map<String, String> jar, Set<String> strictHere, String line) {
        List<String> parts = List.of(line.split(";\\s*"));
        String[] pair = parts.get(0).split("=", 2);
        strictHere.remove(pair[0]);
        if (parts.stream().anyMatch(part -> part.equalsIgnoreCase("SameSite=Strict"))) {
            strictHere.add(pair[0]);
        }
        if (parts.stream().anyMatch(part -> part.matches("(?i)max-age=(0|-\\d+)"))) {
            jar.remove(pair[0]);
        } else {
            jar.put(pair[0], pair[1]);
        }
    }
}
