package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.auth.SignInDetails;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Sessions and users in the form of the recordings, and JSON in a form that can be compared. */
final class SessionJson {

    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");
    private static final Pattern PAYLOAD = Pattern.compile("payload=\\{[^{}]*}");
    private static final Map<String, String> TOKEN_NAMES = Recordings.tokenNames();

    private SessionJson() {}

    static JsonObject json(AuthUser user) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("username", user.username()).add("userId", user.userId());
        user.signInDetails().ifPresent(details -> json.add("signInDetails", json(details)));
        return json.build();
    }

    static JsonObject json(SignInDetails details) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        details.loginId().ifPresent(id -> json.add("loginId", id));
        details.authFlowType().ifPresent(type -> json.add("authFlowType", type));
        return json.build();
    }

    static JsonObject json(AuthSession session) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        session.tokens().ifPresent(tokens -> json.add("tokens", json(tokens)));
        session.userSub().ifPresent(sub -> json.add("userSub", sub));
        session.credentials()
                .ifPresent(credentials -> json.add(
                        "credentials",
                        Json.createObjectBuilder()
                                .add("accessKeyId", credentials.accessKeyId())
                                .add("secretAccessKey", credentials.secretAccessKey())
                                .add("sessionToken", credentials.sessionToken())
                                .add(
                                        "expiration",
                                        Json.createObjectBuilder().add("$date", iso(credentials.expiration())))));
        session.identityId().ifPresent(id -> json.add("identityId", id));
        return json.build();
    }

    private static String iso(Instant instant) {
        return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    static JsonObject json(AuthTokens tokens) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("accessToken", json(tokens.accessToken()));
        tokens.idToken().ifPresent(id -> json.add("idToken", json(id)));
        tokens.signInDetails().ifPresent(details -> json.add("signInDetails", json(details)));
        return json.build();
    }

    static JsonObject json(Jwt jwt) {
        return Json.createObjectBuilder()
                .add("jwt", jwt.token())
                .add("payload", Json.createObjectBuilder(jwt.payload()))
                .build();
    }

    /**
     * Sorted, without what says how a JavaScript object was made ({@code keys}); of errors the name counts, because the
     * message and the suggestion here say more.
     */
    static String comparable(JsonValue value) {
        if (value instanceof JsonObject object) {
            Map<String, String> sorted = new TreeMap<>();
            object.forEach((name, item) -> {
                if (name.equals("error")) {
                    sorted.put(name, ((JsonObject) item).getString("name"));
                } else if (!name.equals("keys")) {
                    sorted.put(name, comparable(item));
                }
            });
            return sorted.toString();
        }
        if (value instanceof JsonArray array) {
            return array.stream().map(SessionJson::comparable).toList().toString();
        }
        if (value instanceof JsonNumber number) {
            return number.bigDecimalValue().stripTrailingZeros().toPlainString();
        }
        return value instanceof JsonString text ? text.getString() : String.valueOf(value);
    }

    /** Tokens would fill the deviation list with text that nobody reads: they stand there by their names or hashes. */
    static String abbreviated(String text) {
        String named = JWT.matcher(text)
                .replaceAll(found -> TOKEN_NAMES.getOrDefault(found.group(), "(jwt " + hash(found.group()) + ")"));
        return PAYLOAD.matcher(named).replaceAll(found -> "payload " + hash(found.group()));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
