package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.Location;
import io.github.amplifyjakarta.internal.jwt.KeySet;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification;
import io.github.amplifyjakarta.internal.oauth.FlowProof;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import io.github.amplifyjakarta.internal.session.TokenCookies;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.testing.Requests;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Recorded calls of small functions, through what does the same work here. */
final class GoldenFunction {

    private static final String SIGN_OUT = "/api/auth/sign-out-callback";

    private static final String REFUSED = "refused";

    /** The frozen clock of {@code helpers}. */
    private static final Instant HELPERS_CLOCK = Instant.parse("2026-01-15T12:34:56.789Z");

    private GoldenFunction() {}

    /** A function of {@code auth/pure-functions}: many inputs in one case. */
    static Outcome list(JsonObject recorded) {
        List<String> golden = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (JsonObject call :
                recorded.getJsonObject("expected").getJsonArray("result").getValuesAs(JsonObject.class)) {
            JsonArray in = call.getJsonArray("in");
            golden.add(in + " -> " + text(call.get("out")));
            ours.add(in + " -> " + call(recorded.getString("fn"), in));
        }
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < golden.size(); i++) {
            if (!golden.get(i).equals(ours.get(i))) {
                differing.add("golden " + golden.get(i) + ", ours " + ours.get(i));
            }
        }
        String readable = readable(differing);
        return new Outcome(
                differing.isEmpty(),
                readable(ours.stream().filter(line -> !golden.contains(line)).toList()),
                readable(golden.stream().filter(line -> !ours.contains(line)).toList()),
                readable);
    }

    /** Lone surrogates would break the report. */
    private static String readable(List<String> lines) {
        return new String(String.join("\n", lines).getBytes(UTF_8), UTF_8);
    }

    private static Outcome outcome(String golden, String ours) {
        return Outcome.of(golden, ours);
    }

    private static String call(String function, JsonArray in) {
        return switch (function) {
            case "ensureEncodedForJSCookie" -> CookieText.encodeName(in.getString(0));
            case "serializeCookie" ->
                serializeCookie(
                        in.getString(0),
                        in.getString(1),
                        in.size() > 2 ? in.getJsonObject(2) : JsonValue.EMPTY_JSON_OBJECT);
            case "isValidOrigin" -> String.valueOf(isValidOrigin(in.getString(0)));
            case "resolveIdentityProviderFromUrl" -> identityProvider(URI.create(in.getString(0)));
            case "getSearchParamValueFromUrl" ->
                text(IncomingRequest.parseQuery(in.getString(0).replaceFirst("^[^?]*\\??", ""))
                        .get(in.getString(1)));
            case "createErrorSearchParamsString" -> errorParameters(in.getJsonObject(0));
            case "getRedirectOrDefault" -> redirectOrDefault(in.getString(0));
            default -> throw new IllegalArgumentException("not replayed: " + function);
        };
    }

    private static String text(JsonValue value) {
        return value == null || value == JsonValue.NULL ? "(none)" : SessionJson.comparable(value);
    }

    private static String text(String value) {
        return value == null ? "(none)" : value;
    }

    /** Named differences: our cookies always have Path=/ and SameSite, and a blank behind the semicolon. */
    static String serializeCookie(String name, String value, JsonObject options) {
        return SetCookie.set(name, value, attributes(options)).render();
    }

    private static Attributes attributes(JsonObject options) {
        return Attributes.of(options.get("sameSite") instanceof JsonString sameSite ? sameSite.getString() : "lax")
                .domain(Optional.of(options.getString("domain", "")).filter(domain -> !domain.isEmpty()))
                .secure(options.getBoolean("secure", false))
                .httpOnly(options.getBoolean("httpOnly", false))
                .lifetime(
                        options.get("maxAge") instanceof JsonNumber seconds
                                ? Optional.of(seconds.longValue())
                                : Optional.empty(),
                        options.get("expires") instanceof JsonObject date
                                ? Optional.of(Instant.parse(date.getString("$date")))
                                : Optional.empty());
    }

    private static boolean isValidOrigin(String origin) {
        try {
            return TestPool.config(Map.of(
                            "amplify.app.origin", origin,
                            "amplify.auth.oauth.redirect-sign-in", origin + "/api/auth/sign-in-callback",
                            "amplify.auth.oauth.redirect-sign-out", origin + "/api/auth/sign-out-callback"))
                    .app()
                    .origin()
                    .isPresent();
        } catch (ConfigException e) {
            return false;
        }
    }

    private static String identityProvider(URI uri) {
        var runtime = new TestPool().runtime(Map.of());
        RequestCookies none = RequestCookies.parse(List.of());
        String location = runtime.routes()
                .orElseThrow()
                .handle(
                        "sign-in",
                        Requests.get(uri.getRawQuery()),
                        runtime.sessions().open(none, changes -> {}))
                .location()
                .orElseThrow();
        return text(
                IncomingRequest.parseQuery(URI.create(location).getRawQuery()).get("identity_provider"));
    }

    private static String errorParameters(JsonObject in) {
        String target =
                Location.withParameter("", "error", in.get("error") == JsonValue.NULL ? "" : in.getString("error"));
        target = Location.withParameter(
                target,
                "error_description",
                in.get("errorDescription") == JsonValue.NULL ? "" : in.getString("errorDescription"));
        return target.replaceFirst("^\\?", "");
    }

    private static String redirectOrDefault(String redirect) {
        try {
            return TestPool.config(Map.of("amplify.auth.routes.redirect-on-sign-in-complete", redirect))
                    .app()
                    .routes()
                    .redirectOnSignInComplete()
                    .orElse("/");
        } catch (ConfigException e) {
            return REFUSED;
        }
    }

    /** A case of {@code categories/helpers}. */
    static Outcome helper(JsonObject recorded) {
        JsonObject in = recorded.getJsonObject("input");
        JsonObject expect = recorded.getJsonObject("expect");
        JsonValue result = expect.get("result");
        boolean throwing = expect.containsKey("error");
        if (!expect.getString("outcome").equals(throwing ? "error" : "result")) {
            return outcome(expect.getString("outcome"), "result or error");
        }
        return switch (recorded.getString("sub")) {
            case "cookieName" -> outcome(text(result), CookieText.encodeName(in.getString("name")));
            case "serializeCookie" -> serializeCookie(in, ((JsonString) result).getString());
            case "urlSafe" -> outcome(((JsonObject) result).getString("encoded"), stateSuffix(in.getString("value")));
            case "state" -> state(((JsonString) result).getString());
            case "codeVerifier" ->
                outcome(
                        ((JsonObject) result).getString("codeChallenge"),
                        new FlowProof("", ((JsonObject) result).getString("value"), Optional.empty()).codeChallenge());
            case "isTokenExpired" -> outcome(text(result), isTokenExpired(in));
            case "getRedirectUrl" -> outcome(throwing ? REFUSED : text(result), redirectUrl(in));
            case "authKeys" -> authKeys(in, (JsonObject) result);
            case "keyValueStorage" -> keyValueStorage(in, (JsonObject) result);
            case "decodeJWT" ->
                outcome(
                        throwing ? REFUSED : text(((JsonObject) result).get("payload")),
                        decoded(in.getString("token")));
            default -> throw new IllegalArgumentException("not replayed: " + recorded.getString("sub"));
        };
    }

    private static Outcome serializeCookie(JsonObject in, String golden) {
        JsonObject options = in.containsKey("options") ? in.getJsonObject("options") : JsonValue.EMPTY_JSON_OBJECT;
        return outcome(
                CookieLines.normalized(List.of(golden), HELPERS_CLOCK).toString(),
                CookieLines.normalized(
                                List.of(serializeCookie(in.getString("name"), in.getString("value"), options)),
                                HELPERS_CLOCK)
                        .toString());
    }

    /** The custom state behind the dash of a state. */
    private static String stateSuffix(String customState) {
        return FlowProof.create(new SecureRandom(), Optional.of(customState), Optional.empty())
                .state()
                .replaceFirst("^[^-]*-", "");
    }

    /** Random text: length and letters are compared, not which bytes give which letter. */
    private static Outcome state(String golden) {
        String ours = FlowProof.create(new SecureRandom(), Optional.empty(), Optional.empty())
                .state();
        String form = "[A-Za-z0-9]{" + golden.length() + "}";
        return outcome(golden.matches(form) ? form : golden, ours.matches(form) ? form : ours);
    }

    /** Expired is what makes the server ask for new tokens. */
    private static String isTokenExpired(JsonObject in) {
        TestPool pool = new TestPool();
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(500, "InternalErrorException"));
        long left = in.getJsonNumber("expiresAtMinusNow").longValue();
        String cookies = pool.header("alice", Duration.ofHours(48), "refresh") + "; " + TestPool.COOKIE
                + "alice.clockDrift=" + drift(in.get("clockDrift"));
        pool.pass(Duration.ofHours(48).minusMillis(left));
        var session = pool.runtime(Map.of()).sessions().open(TestPool.cookies(cookies), changes -> {});
        session.outcome();
        return String.valueOf(pool.calls("GetTokensFromRefreshToken") > 0);
    }

    private static String drift(JsonValue drift) {
        return drift instanceof JsonObject odd ? odd.getString("$number") : drift.toString();
    }

    private static String redirectUrl(JsonObject in) {
        String preferred =
                in.get("preferredRedirectUrl") instanceof JsonString text ? text.getString() : "https://x.y/";
        String redirects = in.get("redirects") instanceof JsonArray list
                ? list.getValuesAs(JsonString::getString).stream()
                        .map(redirect ->
                                redirect.replaceFirst("/$", "") + SIGN_OUT) // only such a URI leads to the route
                        .collect(Collectors.joining(","))
                : "";
        String origin = preferred.replaceFirst("/$", "");
        try {
            TestPool pool = new TestPool();
            RequestCookies none = RequestCookies.parse(List.of());
            var runtime = pool.runtime(Map.of(
                    "amplify.app.origin", origin,
                    "amplify.auth.oauth.redirect-sign-in", origin + "/api/auth/sign-in-callback",
                    "amplify.auth.oauth.redirect-sign-out", redirects));
            String location = runtime.routes()
                    .orElseThrow()
                    .handle("sign-out", Requests.get(null), runtime.sessions().open(none, changes -> {}))
                    .location()
                    .orElseThrow();
            return IncomingRequest.parseQuery(URI.create(location).getRawQuery())
                    .get("logout_uri")
                    .replaceFirst(SIGN_OUT + "$", "/");
        } catch (ConfigException e) {
            return REFUSED;
        }
    }

    /** Named difference: names of cookies that only the browser's client writes are not compared. */
    private static Outcome authKeys(JsonObject in, JsonObject golden) {
        String[] identifier = (in.getString("identifier") + ". ").split("\\.", 3);
        Map<String, Object> claims = Map.of("sub", "1", "username", identifier[1]);
        List<String> ours = new TokenCookies(
                        identifier[0],
                        Optional.empty(),
                        TestPool.config(Map.of()).app(),
                        new TestPool().clock())
                        .write(new VerifiedTokens(
                                new Jwt("a", claims), Optional.of(new Jwt("b", claims)), Optional.of("c")))
                        .stream()
                        .map(cookie -> CookieText.decode(cookie.name()))
                        .filter(name -> !name.endsWith(".LastAuthUser"))
                        .toList();
        return outcome(
                List.of(golden.getString("accessToken"), golden.getString("idToken"), golden.getString("refreshToken"))
                        .toString(),
                ours.toString());
    }

    /** The storage is the browser's cookies; what is set carries the attributes of the configuration. */
    private static Outcome keyValueStorage(JsonObject in, JsonObject golden) {
        JsonArray step = in.getJsonArray("steps").getJsonArray(0);
        JsonArray calls = golden.getJsonArray("adapterCalls");
        String name = step.getString(1);
        return switch (step.getString(0)) {
            case "getItem" -> {
                StringBuilder header = new StringBuilder();
                in.getJsonObject("cookies")
                        .forEach((key, value) -> header.append(key)
                                .append('=')
                                .append(((JsonString) value).getString())
                                .append("; "));
                yield outcome(
                        text(golden.getJsonArray("results").get(0)),
                        TestPool.cookies(header.toString()).value(name).orElse("(none)"));
            }
            case "removeItem" ->
                outcome(
                        calls.getJsonArray(0).getString(0),
                        SetCookie.delete(name, attributes(JsonValue.EMPTY_JSON_OBJECT))
                                        .render()
                                        .startsWith(
                                                name + "=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0")
                                ? "delete"
                                : "other");
            default -> {
                JsonObject options = calls.getJsonArray(calls.size() - 1).getJsonObject(3);
                yield outcome(
                        CookieLines.normalized(List.of(serializeCookie("k", "v", options)), HELPERS_CLOCK)
                                .toString(),
                        CookieLines.normalized(List.of(configured(in)), HELPERS_CLOCK)
                                .toString());
            }
        };
    }

    /** A session cookie as a browser-side session has it, with the configured attributes. */
    private static String configured(JsonObject in) {
        JsonObject options =
                in.containsKey("setCookieOptions") ? in.getJsonObject("setCookieOptions") : JsonValue.EMPTY_JSON_OBJECT;
        Map<String, String> values = new LinkedHashMap<>();
        values.put("amplify.app.origin", "");
        options.forEach((name, value) -> {
            switch (name) {
                case "domain" -> values.put("amplify.auth.cookies.domain", ((JsonString) value).getString());
                case "sameSite" -> values.put("amplify.auth.cookies.same-site", ((JsonString) value).getString());
                case "maxAge" -> values.put("amplify.auth.cookies.max-age", value.toString());
                case "expires" -> values.put("amplify.auth.cookies.expires", ((JsonObject) value).getString("$date"));
                default -> {} // secure and httpOnly follow from the origin and cannot be set
            }
        });
        Map<String, Object> claims = Map.of("sub", "1", "username", "v");
        return new TokenCookies("c", Optional.empty(), TestPool.config(values).app(), new TestPool().clock())
                .write(new VerifiedTokens(new Jwt("v", claims), Optional.empty(), Optional.empty())).stream()
                        .filter(cookie -> !cookie.value().isEmpty())
                        .toList()
                        .get(1)
                        .render()
                        .replaceFirst("^[^=]*", "k");
    }

    /**
     * Named difference: nothing is decoded here that is not verified. What decodes to an object is signed by a pool, with
     * the claims a pool adds, and the claims of the verified token are compared; anything else has to be refused.
     */
    private static String decoded(String token) {
        TestPool pool = new TestPool();
        AmplifyConfig config = TestPool.config(Map.of());
        TokenVerifier verifier = new TokenVerifier(
                config.userPool().orElseThrow(), KeySet.fixed(pool.keySet()), pool.clock(), new Counters().tokens());
        String[] parts = token.split("\\.", -1);
        Verification<Jwt> result = verifier.verify(token, TokenUse.ACCESS);
        if (parts.length == 3) {
            Optional<byte[]> payload = payload(parts[1]);
            if (payload.isPresent()) {
                result = verifier.verify(pool.sign(payload.get()), TokenUse.ACCESS);
            }
        }
        return result.fold(jwt -> claims(jwt), reason -> REFUSED, reason -> REFUSED);
    }

    private static String claims(Jwt jwt) {
        Map<String, Object> claims = new TreeMap<>(jwt.payload());
        claims.keySet().removeAll(TestPool.accessClaims("alice").keySet());
        return claims.values().stream().anyMatch(value -> value instanceof Double number && number.isInfinite())
                ? claims.toString() // which JSON cannot write
                : SessionJson.comparable(Json.createObjectBuilder(claims).build());
    }

    /** The payload with the claims of an access token behind its own; byte for byte, because not every case is UTF-8. */
    private static Optional<byte[]> payload(String encoded) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(encoded), ISO_8859_1);
            String claims = Json.createObjectBuilder(TestPool.accessClaims("alice"))
                    .build()
                    .toString();
            int end = json.lastIndexOf('}');
            String all = end < 0
                    ? json
                    : json.substring(0, end) + "," + claims.substring(1, claims.length() - 1) + json.substring(end);
            return Optional.of(all.getBytes(ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
