package io.github.amplifyjakarta.internal.credentials;

import static io.github.amplifyjakarta.internal.http.JsonProcessing.JSON;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.config.IdentityPoolConfig;
import io.github.amplifyjakarta.internal.http.AwsError;
import io.github.amplifyjakarta.internal.http.AwsJsonApi;
import io.github.amplifyjakarta.internal.http.HttpDoor;
import io.github.amplifyjakarta.internal.http.HttpFailure;
import io.github.amplifyjakarta.internal.telemetry.Counter;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Turns a signed-in user, or the guest, into temporary AWS credentials (GetId, GetCredentialsForIdentity). One user's
 * credentials are fetched once, shared by all of the user's requests, and replaced shortly before they expire.
 */
public final class IdentityPool {

    /** Whoever gets credentials can work with them for at least this long. */
    private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(5);

    private static final int REMEMBERED_IDENTITIES = 10_000;

    /** Claims that change with every token and decide nothing. */
    private static final Set<String> OF_ONE_TOKEN =
            Set.of("iat", "exp", "nbf", "auth_time", "jti", "origin_jti", "event_id", "at_hash", "nonce");

    /** What decides which identity, role and session tags a user gets: rules of the identity pool may look at any claim. */
    private record Owner(Map<String, Object> claims) {

        static final Owner GUEST = new Owner(Map.of());

        static Owner of(Jwt idToken) {
            Map<String, Object> claims = new HashMap<>(idToken.payload());
            claims.keySet().removeAll(OF_ONE_TOKEN);
            return new Owner(claims);
        }
    }

    /**
     * Credentials and whose they are.
     *
     * @param identityId the identity in the pool
     * @param credentials the credentials
     */
    public record Identity(String identityId, AwsCredentials credentials) {}

    /** What the pool said. A failure is an answer for whoever waits for it, and is not kept. */
    private sealed interface Answer {

        record Found(Identity identity) implements Answer {}

        record Failed(AuthException why) implements Answer {}
    }

    private final IdentityPoolConfig config;
    private final Optional<String> loginProvider;
    private final AwsJsonApi api;
    private final Counter requests;
    private final AsyncCache<Owner, Answer> answers;

    /**
     * @param loginProvider the user pool's name as a login provider; empty without a user pool
     */
    public IdentityPool(
            IdentityPoolConfig config, Optional<String> loginProvider, HttpDoor http, Clock clock, Counter requests) {
        this.requests = requests;
        this.config = config;
        this.loginProvider = loginProvider;
        this.api = new AwsJsonApi(http, config.endpoint(), "AWSCognitoIdentityService");
        this.answers = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_IDENTITIES)
                .executor(Runnable::run)
                .ticker(ticker(clock))
                .expireAfter(Expiry.<Owner, Answer>creating((owner, answer) -> answer instanceof Answer.Found found
                        ? Duration.between(
                                clock.instant(),
                                found.identity().credentials().expiration().minus(LEFT_AT_LEAST))
                        : Duration.ZERO))
                .buildAsync();
    }

    private static Ticker ticker(Clock clock) {
        Instant start = clock.instant();
        return () -> Duration.between(start, clock.instant()).toNanos();
    }

    /**
     * {@return the identity of a signed-in user}
     *
     * @param idToken the verified ID token
     * @param fresh whether credentials that are already there must not be used
     * @throws AuthException {@link Reason#CREDENTIALS}
     */
    public Identity of(Jwt idToken, boolean fresh) {
        return find(
                Owner.of(idToken),
                () -> JSON.createObjectBuilder()
                        .add(loginProvider.orElseThrow(), idToken.token())
                        .build(),
                fresh);
    }

    /**
     * {@return the guest's identity, one for the whole application; empty when guests are not allowed}
     *
     * @throws AuthException {@link Reason#CREDENTIALS}
     */
    public Optional<Identity> guest(boolean fresh) {
        return config.allowGuestAccess()
                ? Optional.of(find(Owner.GUEST, () -> JsonObject.EMPTY_JSON_OBJECT, fresh))
                : Optional.empty();
    }

    /**
     * @param logins what proves who it is; made only when the pool is asked, which is seldom
     */
    private Identity find(Owner owner, Supplier<JsonObject> logins, boolean fresh) {
        if (fresh) {
            answers.asMap().computeIfPresent(owner, (same, future) -> future.isDone() ? null : future);
        }
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> first = answers.asMap().putIfAbsent(owner, mine);
        if (first != null) {
            requests.add("cached");
        } else {
            run(owner, logins, mine);
        }
        Answer answer = Objects.requireNonNullElse(first, mine).join();
        if (answer instanceof Answer.Failed failed) {
            throw failed.why();
        }
        return ((Answer.Found) answer).identity();
    }

    private void run(Owner owner, Supplier<JsonObject> logins, CompletableFuture<Answer> mine) {
        try {
            mine.complete(new Answer.Found(fetch(logins.get())));
            requests.add("fetched");
        } catch (RuntimeException | Error e) {
            requests.add("failed");
            answers.asMap().remove(owner, mine);
            if (e instanceof AuthException why) {
                mine.complete(new Answer.Failed(why));
            } else {
                mine.completeExceptionally(e);
            }
        }
    }

    private Identity fetch(JsonObject logins) {
        try {
            JsonObject getId = JSON.createObjectBuilder()
                    .add("IdentityPoolId", config.identityPoolId())
                    .add("Logins", logins)
                    .build();
            String identityId = api.call("GetId", getId).getString("IdentityId", "");
            if (identityId.isEmpty()) {
                throw failure("GetIdResponseException", "GetId answered no IdentityId", null);
            }
            JsonObjectBuilder getCredentials = JSON.createObjectBuilder().add("IdentityId", identityId);
            JsonObject answer = api.call("GetCredentialsForIdentity", withLogins(getCredentials, logins));
            JsonObject credentials = answer.getJsonObject("Credentials");
            if (credentials == null) {
                throw failure(
                        logins.isEmpty() ? "CredentialsNotFoundException" : "CredentialsException",
                        "GetCredentialsForIdentity answered no Credentials",
                        null);
            }
            JsonNumber expiration = credentials.getJsonNumber("Expiration");
            return new Identity(
                    answer.getString("IdentityId", identityId),
                    new AwsCredentials(
                            credentials.getString("AccessKeyId"),
                            credentials.getString("SecretKey"),
                            credentials.getString("SessionToken"),
                            Instant.ofEpochMilli(expiration
                                    .bigDecimalValue()
                                    .movePointRight(3)
                                    .longValue())));
        } catch (AwsError e) {
            throw failure(e.name(), e.text(), e);
        } catch (HttpFailure e) {
            throw failure("NetworkError", e.text(), e);
        } catch (JsonException | NullPointerException | ClassCastException e) {
            throw failure("InvalidResponse", "the identity pool's answer lacks a field", e);
        }
    }

    private static JsonObject withLogins(JsonObjectBuilder input, JsonObject logins) {
        return logins.isEmpty() ? input.build() : input.add("Logins", logins).build();
    }

    private AuthException failure(String name, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        return new AuthException(
                Reason.CREDENTIALS,
                name,
                message,
                "Check the identity pool " + config.identityPoolId()
                        + ": its login providers, its roles and whether guests are allowed.",
                cause);
    }
}
