package io.github.amplifyjakarta.internal.session;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;
import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;

import io.github.amplifyjakarta.internal.cluster.SealedSessions;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import io.github.amplifyjakarta.internal.transport.JsonProcessing;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * The tokens of a session as a text, which another version of this library can read.
 *
 * @param accessToken the access token
 * @param idToken the ID token; empty without one
 * @param refreshToken the refresh token; empty without one
 * @param username the user name in the user pool
 * @param issued when the access token was issued
 * @param began when the user has signed in
 * @param used when the session was used, roughly
 */
public record KeptTokens(
        String accessToken,
        Optional<String> idToken,
        Optional<String> refreshToken,
        String username,
        Instant issued,
        Instant began,
        Instant used) {

    /** Entries of the shared store. */
    public static final SealedSessions.Format<KeptTokens> FORMAT = new SealedSessions.Format<>() {

        @Override
        public String write(KeptTokens content) {
            return content.toJson();
        }

        @Override
        public Optional<KeptTokens> read(String text) {
            return parse(text);
        }
    };

    private static final int VERSION = 1;

    /** In the year 5138; sums with it do not overflow. */
    private static final long LAST_SECOND = 100_000_000_000L;

    static KeptTokens of(VerifiedTokens tokens, Instant now) {
        return new KeptTokens(
                tokens.accessToken().token(),
                tokens.idToken().map(id -> id.token()),
                tokens.refreshToken(),
                tokens.accessToken().text("username"),
                issued(tokens, now),
                now,
                now);
    }

    private static Instant issued(VerifiedTokens tokens, Instant now) {
        return tokens.accessToken().payload().get("iat") instanceof Number iat
                ? Instant.ofEpochSecond(iat.longValue())
                : now;
    }

    /** {@return renewed tokens of the same session; without rotation the refresh token stays} */
    KeptTokens renewed(VerifiedTokens tokens, Instant now) {
        KeptTokens next = of(tokens, now);
        return new KeptTokens(
                next.accessToken(),
                next.idToken(),
                next.refreshToken().or(this::refreshToken),
                username,
                next.issued(),
                began,
                now);
    }

    KeptTokens used(Instant now) {
        return new KeptTokens(accessToken, idToken, refreshToken, username, issued, began, now);
    }

    String toJson() {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("version", VERSION)
                .add("access", accessToken)
                .add("username", username)
                .add("issued", issued.getEpochSecond())
                .add("began", began.getEpochSecond())
                .add("used", used.getEpochSecond());
        idToken.ifPresent(token -> json.add("id", token));
        refreshToken.ifPresent(token -> json.add("refresh", token));
        return json.build().toString();
    }

    /** {@return the tokens; empty for anything else, which a newer version may have written} */
    static Optional<KeptTokens> parse(String text) {
        return JsonProcessing.object(text).flatMap(KeptTokens::of);
    }

    private static Optional<KeptTokens> of(JsonObject json) {
        Optional<String> access = text(json, "access");
        Optional<String> username = text(json, "username");
        boolean isOurs = json.get("version") instanceof JsonNumber version && version.intValue() == VERSION;
        return isOurs && access.isPresent() && username.isPresent()
                ? Optional.of(new KeptTokens(
                        access.get(),
                        text(json, "id"),
                        text(json, "refresh"),
                        username.get(),
                        time(json, "issued"),
                        time(json, "began"),
                        time(json, "used")))
                : Optional.empty();
    }

    /** {@return a time; long ago when there is none, or none that makes sense} */
    private static Instant time(JsonObject json, String field) {
        return json.get(field) instanceof JsonNumber seconds
                        && seconds.longValue() > 0
                        && seconds.longValue() < LAST_SECOND
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.EPOCH;
    }

    @Override
    public String toString() {
        return "KeptTokens[<redacted>]";
    }
}
