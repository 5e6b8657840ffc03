package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Identities, and the temporary AWS credentials that were issued for them. */
final class IdentityPool {

    private static final String GUEST = "guest";

    private final Settings settings;
    private final UserPool pool;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Credentials> issued = new ConcurrentHashMap<>();
    private volatile Duration lifetime = Duration.ofHours(1);

    /** Temporary credentials. */
    record Credentials(String accessKeyId, String secretKey, String sessionToken, String identityId, Instant end) {

        boolean guest() {
            return identityId.endsWith(":" + uuid(GUEST));
        }
    }

    IdentityPool(Settings settings, UserPool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /** Sets how long the next credentials live. */
    void configure(Duration credentialsLive) {
        lifetime = credentialsLive;
    }

    Map<String, AwsJsonRoute.Operation> all() {
        return Map.of("GetId", this::getId, "GetCredentialsForIdentity", this::getCredentialsForIdentity);
    }

    /** {@return credentials that were issued here; empty for a key that was not} */
    Optional<Credentials> find(String accessKeyId) {
        return Optional.ofNullable(issued.get(accessKeyId));
    }

    private JsonObject getId(JsonObject input) throws ServiceException {
        if (!settings.identityPoolId().equals(input.getString("IdentityPoolId"))) {
            throw new ServiceException("ResourceNotFoundException", "IdentityPool not found.");
        }
        return JSON.createObjectBuilder().add("IdentityId", identity(input)).build();
    }

    /** The identity that the logins prove: one for each user, one for all guests. */
    private String identity(JsonObject input) throws ServiceException {
        JsonObject logins = input.getJsonObject("Logins");
        if (logins == null || logins.isEmpty()) {
            return identityOf(GUEST);
        }
        String provider = settings.issuer().substring("https://".length());
        return Optional.ofNullable(logins.getString(provider, null))
                .flatMap(token -> pool.verify(token, "id"))
                .map(claims -> identityOf(claims.getSubject()))
                .orElseThrow(() -> new ServiceException("NotAuthorizedException", "Invalid login token."));
    }

    private String identityOf(String owner) {
        return settings.identityPoolId().replaceFirst(":.*", ":") + uuid(owner);
    }

    private static UUID uuid(String owner) {
        return UUID.nameUUIDFromBytes(owner.getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject getCredentialsForIdentity(JsonObject input) throws ServiceException {
        String asked = input.getString("IdentityId");
        String proven = identity(input);
        // a guest's identity becomes the user's with the first login: Cognito merges the two and names the one that
        // stays
        if (!proven.equals(asked) && !asked.equals(identityOf(GUEST))) {
            throw new ServiceException("NotAuthorizedException", "Access to Identity '" + asked + "' is forbidden.");
        }
        byte[] bytes = new byte[64];
        random.nextBytes(bytes);
        String text = Base64.getEncoder().encodeToString(bytes);
        Credentials credentials = new Credentials(
                "ASIA" + HexFormat.of().formatHex(bytes, 0, 8).toUpperCase(Locale.ROOT),
                text.substring(0, 40),
                "sandbox/" + text.substring(40),
                proven,
                Instant.now().plus(lifetime));
        issued.put(credentials.accessKeyId(), credentials);
        return JSON.createObjectBuilder()
                .add("IdentityId", proven)
                .add(
                        "Credentials",
                        JSON.createObjectBuilder()
                                .add("AccessKeyId", credentials.accessKeyId())
                                .add("SecretKey", credentials.secretKey())
                                .add("SessionToken", credentials.sessionToken())
                                .add("Expiration", credentials.end().getEpochSecond()))
                .build();
    }
}
