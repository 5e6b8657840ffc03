package io.github.amplifyjakarta.internal.credentials;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.config.IdentityPoolConfig;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.aws.AwsJsonApi;
import io.github.amplifyjakarta.internal.cluster.SharedIdentityIds;
import io.github.amplifyjakarta.internal.telemetry.Counter;
import io.github.amplifyjakarta.internal.transport.BoundedCache;
import io.github.amplifyjakarta.internal.transport.Clocks;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import io.github.amplifyjakarta.internal.transport.SingleFlight;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a signed-in user or a guest for temporary AWS credentials (GetId, GetCredentialsForIdentity). The
 * credentials of one user are fetched once, shared by all requests of the user, and replaced shortly before they
 * expire.
 */
public final class IdentityPool implements Identities {

    private static final Logger LOG = System.getLogger(IdentityPool.class.getName());

    /** The minimum remaining lifetime of returned credentials. */
    private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(5);

    private static final int REMEMBERED_IDENTITIES = 10_000;

    /** Claims that differ in every token and do not affect the identity. */
    private static final Set<String> OF_ONE_TOKEN =
            Set.of("iat", "exp", "nbf", "auth_time", "jti", "origin_jti", "event_id", "at_hash", "nonce");

    /** Amazon Cognito Federated Identities API reference, GetCredentialsForIdentity: another identity may help. */
    private static final Set<String> OF_AN_IDENTITY =
            Set.of("NotAuthorizedException", "ResourceNotFoundException", "InvalidParameterException");

    /**
     * The claims that determine a user's identity, role and session tags. Rules of the identity pool may use any claim.
     */
    private record Owner(Map<String, Object> claims) {

        static final Owner GUEST = new Owner(Map.of());

        static Owner of(Jwt idToken) {
            Map<String, Object> claims = new HashMap<>(idToken.payload());
            claims.keySet().removeAll(OF_ONE_TOKEN);
            return new Owner(claims);
        }
    }

    private final IdentityPoolConfig config;
    private final AwsJsonApi api;
    private final Optional<SharedIdentityIds> shared;
    private final Counter requests;
    private final SingleFlight<Owner, Identity> calls;
    private final Cache<Owner, Identity> identities;

    /**
     * Identity ids outlive credentials. GetId is called only once, because its quota is much smaller (25 calls a second
     * by default).
     */
    private final Cache<Owner, String> identityIds;

    /**
     * Amazon Cognito's identity pools.
     *
     * @param http sends the requests
     * @param calls makes the calls on separate threads
     * @param shared the identities that other nodes were given; empty without a user pool
     */
    public record Service(HttpTransport http, ServiceCalls calls, Optional<SharedIdentityIds> shared) {}

    /**
     * Who asks for credentials.
     *
     * @param idToken the proof of identity; empty for a guest
     */
    private record Caller(Optional<Jwt> idToken) {

        Owner owner() {
            return idToken.map(Owner::of).orElse(Owner.GUEST);
        }

        /** {@return the ID token, under the issuer without the scheme, which is the user pool's name} */
        JsonObject logins() {
            return idToken.map(token -> JSON.createObjectBuilder()
                            .add(token.text("iss").replaceFirst("^https?://", ""), token.token())
                            .build())
                    .orElse(JsonObject.EMPTY_JSON_OBJECT);
        }
    }

    /**
     * @param clocks the expiry of credentials follows the wall clock
     * @param requests counts requests for credentials
     */
    public IdentityPool(IdentityPoolConfig config, Service service, Clocks clocks, Counter requests) {
        this.requests = requests;
        this.config = config;
        this.calls = new SingleFlight<>(service.calls());
        this.shared = service.shared();
        this.api = new AwsJsonApi(service.http(), config.endpoint(), "AWSCognitoIdentityService");
        this.identities = BoundedCache.builder(REMEMBERED_IDENTITIES, clocks.steady())
                .expireAfter(Expiry.creating((Owner owner, Identity identity) -> Duration.between(
                        clocks.wall().instant(),
                        identity.credentials().expiration().minus(LEFT_AT_LEAST))))
                .build();
        this.identityIds =
                BoundedCache.builder(REMEMBERED_IDENTITIES, clocks.steady()).build();
    }

    @Override
    public Optional<Identity> of(Jwt idToken, Freshness freshness) {
        return Optional.of(find(new Caller(Optional.of(idToken)), freshness));
    }

    @Override
    public Optional<Identity> guest(Freshness freshness) {
        return config.allowGuestAccess()
                ? Optional.of(find(new Caller(Optional.empty()), freshness))
                : Optional.empty();
    }

    private Identity find(Caller caller, Freshness freshness) {
        Owner owner = caller.owner();
        if (freshness == Freshness.FRESH) {
            identities.invalidate(owner);
        }
        Identity known = identities.getIfPresent(owner);
        if (known != null) {
            requests.add("cached");
            return known;
        }
        CompletableFuture<Identity> call = calls.join(
                owner,
                () -> Optional.ofNullable(identities.getIfPresent(owner)),
                () -> fetch(owner, caller),
                (identity, failure) -> requests.add(failure == null ? "fetched" : "failed"));
        if (!calls.await(call)) {
            throw failure("NetworkError", "the identity pool has not responded yet; the call continues", null);
        }
        try {
            return call.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HttpFailure failure) {
                throw failure("NetworkError", failure.text(), failure);
            }
            if (e.getCause() instanceof AuthException why) {
                throw why;
            }
            throw e;
        }
    }

    private Identity fetch(Owner owner, Caller caller) throws HttpFailure {
        JsonObject logins = caller.logins();
        try {
            String known = identityIds.getIfPresent(owner);
            Identity identity = known == null ? first(caller, logins) : credentials(known, logins);
            identityIds.put(owner, identity.identityId());
            identities.put(owner, identity);
            return identity;
        } catch (AwsError e) {
            identityIds.invalidate(owner); // the pool may have deleted this identity
            if (isAboutTheIdentity(e)) {
                caller.idToken().ifPresent(idToken -> shared.ifPresent(ids -> ids.delete(idToken)));
            }
            throw failure(e.name(), e.text(), e);
        } catch (JsonException | NullPointerException | ClassCastException e) {
            throw failure("InvalidResponse", "the identity pool's answer lacks a field", e);
        }
    }

    /** The credentials of somebody whom this node has not seen before. */
    private Identity first(Caller caller, JsonObject logins) throws AwsError, HttpFailure {
        Optional<String> elsewhere = caller.idToken().flatMap(idToken -> shared.flatMap(ids -> ids.get(idToken)));
        if (elsewhere.isPresent()) {
            try {
                return credentials(elsewhere.get(), logins);
            } catch (AwsError e) {
                if (!isAboutTheIdentity(e)) {
                    throw e;
                }
                LOG.log(Level.DEBUG, "an identity that another node was given is refused: {0}", e.name());
            }
        }
        Identity identity = credentials(identityId(logins), logins);
        caller.idToken().ifPresent(idToken -> shared.ifPresent(ids -> ids.put(idToken, identity.identityId())));
        return identity;
    }

    private static boolean isAboutTheIdentity(AwsError e) {
        return OF_AN_IDENTITY.contains(e.name());
    }

    private Identity credentials(String identityId, JsonObject logins) throws AwsError, HttpFailure {
        JsonObjectBuilder getCredentials = JSON.createObjectBuilder().add("IdentityId", identityId);
        return identity(identityId, api.call("GetCredentialsForIdentity", withLogins(getCredentials, logins)), logins);
    }

    private String identityId(JsonObject logins) throws AwsError, HttpFailure {
        JsonObject getId = JSON.createObjectBuilder()
                .add("IdentityPoolId", config.identityPoolId())
                .add("Logins", logins)
                .build();
        String identityId = api.call("GetId", getId).getString("IdentityId", "");
        if (identityId.isEmpty()) {
            throw failure("GetIdResponseException", "GetId answered no IdentityId", null);
        }
        return identityId;
    }

    private Identity identity(String identityId, JsonObject answer, JsonObject logins) {
        JsonObject credentials = answer.getJsonObject("Credentials");
        if (credentials == null
                || credentials.getString("AccessKeyId", "").isEmpty()
                || credentials.getString("SecretKey", "").isEmpty()) {
            throw failure(
                    logins.isEmpty() ? "CredentialsNotFoundException" : "CredentialsException",
                    "GetCredentialsForIdentity answered no usable Credentials",
                    null);
        }
        JsonNumber expiration = credentials.getJsonNumber("Expiration");
        return new Identity(
                answer.getString("IdentityId", identityId),
                new AwsCredentials(
                        credentials.getString("AccessKeyId"),
                        credentials.getString("SecretKey"),
                        credentials.getString("SessionToken"),
                        Instant.ofEpochMilli(
                                expiration.bigDecimalValue().movePointRight(3).longValue())));
    }

    private static JsonObject withLogins(JsonObjectBuilder input, JsonObject logins) {
        return logins.isEmpty() ? input.build() : input.add("Logins", logins).build();
    }

    private AuthException failure(String name, String message, @Nullable Throwable cause) {
        return new AuthException(
                Reason.CREDENTIALS,
                new AmplifyException.Details(
                        name,
                        message,
                        cause instanceof HttpFailure
                                ? "Try again; the server needs to reach " + config.endpoint() + "."
                                : "Check the identity pool " + config.identityPoolId()
                                        + ": its login providers, its roles and whether guests are allowed."),
                cause);
    }
}
