package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A session as the recording has it. Credentials without an end last longer than any URL. */
record RecordedSession(JsonObject session, Instant now) implements AuthSession {

    /** {@return the session of a recorded case: fixed, or from its cookies} */
    static Supplier<AuthSession> of(JsonObject recorded, JsonObject shared, AmplifyRuntime runtime, Instant now) {
        String via = recorded.getString("via");
        if (via.startsWith("next-") || via.equals("client-cookies")) {
            AmplifyServerContext context = via.equals("next-null")
                    ? runtime.sessions().guest()
                    : runtime.sessions()
                            .open(RequestCookies.parse(List.of(ServerCase.cookies(recorded, shared))), none -> {});
            return context::fetchAuthSession;
        }
        JsonObject session = recorded.containsKey("sessionRef")
                ? shared.getJsonObject("sessions").getJsonObject(recorded.getString("sessionRef"))
                : recorded.getJsonObject("session");
        if (session.get("throws") instanceof JsonObject error) {
            return () -> {
                throw new AuthException(
                        AuthException.Reason.CREDENTIALS,
                        new AmplifyException.Details(error.getString("name"), error.getString("message"), "-"),
                        null);
            };
        }
        return () -> new RecordedSession(session, now);
    }

    @Override
    public Optional<AuthTokens> tokens() {
        return session.get("tokens") instanceof JsonObject tokens
                ? Optional.of(new AuthTokens(
                        new Jwt(tokens.getString("accessToken"), Map.of()),
                        tokens.get("idToken") instanceof JsonString id
                                ? Optional.of(new Jwt(id.getString(), Map.of()))
                                : Optional.empty(),
                        Optional.empty()))
                : Optional.empty();
    }

    @Override
    public Optional<String> userSub() {
        return Optional.empty();
    }

    @Override
    public Optional<AwsCredentials> credentials() {
        return session.get("credentials") instanceof JsonObject found
                ? Optional.of(new AwsCredentials(
                        found.getString("accessKeyId"),
                        found.getString("secretAccessKey"),
                        found.getString("sessionToken"),
                        end(found)))
                : Optional.empty();
    }

    private Instant end(JsonObject found) {
        if (found.get("expiration") instanceof JsonObject date) {
            return Instant.parse(date.getString("$date"));
        }
        return found.containsKey("expiration")
                ? Instant.parse(found.getString("expiration"))
                : now.plus(Duration.ofDays(30));
    }

    @Override
    public Optional<String> identityId() {
        return session.get("identityId") instanceof JsonString id ? Optional.of(id.getString()) : Optional.empty();
    }
}
