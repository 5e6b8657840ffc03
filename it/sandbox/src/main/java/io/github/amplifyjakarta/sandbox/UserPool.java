package io.github.amplifyjakarta.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Users, sign-ins under way and tokens of one user pool; all in memory. */
final class UserPool {

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(5);

    /** Cognito's refresh token rotation: a rotated token still works this long. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Settings settings;
    private final RSAKey key;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, User> users = new ConcurrentHashMap<>();
    /** What else is known of users, by their names. */
    private final Map<String, Map<String, String>> attributes = new ConcurrentHashMap<>();

    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, Refresh> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Instant> revokedOrigins = new ConcurrentHashMap<>();
    private volatile Duration lifetime = TOKEN_LIFETIME;
    private volatile boolean rotation;

    /** A user; {@code confirmationCode} is empty once confirmed. */
    record User(
            String username, String sub, String email, String password, String confirmationCode, List<String> groups) {}

    /** An authorization code and what it was issued for. */
    record Grant(
            String username, String clientId, String redirectUri, String challenge, String scope, Instant issued) {}

    /** A refresh token; {@code rotated} is when a newer one took its place, or null. */
    record Refresh(String username, String clientId, String scope, String originJti, Instant rotated) {}

    /** Tokens as issued. */
    record Tokens(String access, String id, Optional<String> refresh) {}

    UserPool(Settings settings) {
        this.settings = settings;
        try {
            this.key = new RSAKeyGenerator(2048)
                    .keyID("sandbox-key-1")
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String keySet() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    void addConfirmed(String username, String email, String password, String... groups) {
        attributes.remove(username);
        users.put(username, new User(username, UUID.randomUUID().toString(), email, password, "", List.of(groups)));
    }

    void putAttribute(String username, String name, String value) {
        attributes.computeIfAbsent(username, user -> new ConcurrentHashMap<>()).put(name, value);
    }

    /** {@return the attributes of a user that were put} */
    Map<String, String> attributes(String username) {
        return attributes.getOrDefault(username, Map.of());
    }

    /** Signs up; Cognito would mail the confirmation code. */
    User signUp(String username, String email, String password) throws ServiceException {
        if (!password.matches("(?=.*[A-Z])(?=.*[a-z])(?=.*\\d).{8,}")) {
            throw new ServiceException("InvalidPasswordException", "Password did not conform with policy");
        }
        String code = String.format("%06d", random.nextInt(1_000_000));
        User user = new User(username, UUID.randomUUID().toString(), email, password, code, List.of());
        if (users.putIfAbsent(username, user) != null) {
            throw new ServiceException("UsernameExistsException", "User already exists");
        }
        return user;
    }

    boolean confirm(String username, String code) {
        User user = users.get(username);
        if (user == null
                || user.confirmationCode().isEmpty()
                || !user.confirmationCode().equals(code)) {
            return false;
        }
        users.put(username, new User(username, user.sub(), user.email(), user.password(), "", user.groups()));
        return true;
    }

    Optional<User> user(String username) {
        return Optional.ofNullable(users.get(username));
    }

    /** {@return the user with this name or e-mail address} */
    Optional<User> byLogin(String login) {
        return users.values().stream()
                .filter(user -> user.username().equals(login) || user.email().equals(login))
                .findAny();
    }

    Optional<User> authenticate(String login, String password) {
        return byLogin(login)
                .filter(user -> user.password().equals(password)
                        && user.confirmationCode().isEmpty());
    }

    String issueCode(String username, String clientId, String redirectUri, String challenge, String scope) {
        String code = UUID.randomUUID().toString();
        codes.put(code, new Grant(username, clientId, redirectUri, challenge, scope, Instant.now()));
        return code;
    }

    /** A code works once, and not for long. */
    Optional<Grant> redeem(String code) {
        return Optional.ofNullable(codes.remove(code))
                .filter(grant -> grant.issued().plus(CODE_LIFETIME).isAfter(Instant.now()));
    }

    Tokens issue(String username, String clientId, String scope) {
        String originJti = UUID.randomUUID().toString();
        String refresh = newRefreshToken(username, clientId, scope, originJti);
        return tokens(username, clientId, scope, originJti, Optional.of(refresh));
    }

    private String newRefreshToken(String username, String clientId, String scope, String originJti) {
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        String token = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        refreshTokens.put(token, new Refresh(username, clientId, scope, originJti, null));
        return token;
    }

    private Tokens tokens(String username, String clientId, String scope, String originJti, Optional<String> refresh) {
        User user = users.get(username);
        Instant now = Instant.now();
        JWTClaimsSet.Builder access = claims(user, now, "access", originJti)
                .claim("client_id", clientId)
                .claim("username", username)
                .claim("scope", scope);
        JWTClaimsSet.Builder id = claims(user, now, "id", originJti)
                .audience(clientId)
                .claim("cognito:username", username)
                .claim("email", user.email())
                .claim("email_verified", true);
        attributes(username).forEach(id::claim); // Sandbox lets nobody put what stands above
        return new Tokens(sign(access.build()), sign(id.build()), refresh);
    }

    private JWTClaimsSet.Builder claims(User user, Instant now, String use, String originJti) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .subject(user.sub())
                .claim("token_use", use)
                .claim("origin_jti", originJti)
                .claim("auth_time", now.getEpochSecond())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)));
        return user.groups().isEmpty() ? claims : claims.claim("cognito:groups", user.groups());
    }

    private String sign(JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Refreshes; empty when the token is unknown, revoked, or was rotated longer ago than the grace period. */
    Optional<Tokens> refresh(String token, String clientId) {
        Refresh found = refreshTokens.get(token);
        if (found == null || !found.clientId().equals(clientId) || revokedOrigins.containsKey(found.originJti())) {
            return Optional.empty();
        }
        if (found.rotated() != null && found.rotated().plus(GRACE).isBefore(Instant.now())) {
            return Optional.empty();
        }
        Optional<String> next = Optional.empty();
        if (rotation) {
            next = Optional.of(newRefreshToken(found.username(), clientId, found.scope(), found.originJti()));
            if (found.rotated() == null) {
                refreshTokens.put(
                        token,
                        new Refresh(found.username(), clientId, found.scope(), found.originJti(), Instant.now()));
            }
        }
        return Optional.of(tokens(found.username(), clientId, found.scope(), found.originJti(), next));
    }

    /** Revokes a refresh token and all tokens of the same sign-in. */
    boolean revoke(String token) {
        Refresh found = refreshTokens.remove(token);
        if (found != null) {
            revokedOrigins.put(found.originJti(), Instant.now());
        }
        return found != null;
    }

    /** Revokes every token of a user. */
    void revokeAll(String username) {
        refreshTokens.values().removeIf(refresh -> {
            boolean theirs = refresh.username().equals(username);
            if (theirs) {
                revokedOrigins.put(refresh.originJti(), Instant.now());
            }
            return theirs;
        });
    }

    /** {@return the confirmation code that Cognito would have mailed; empty without one} */
    String mailed(String username) {
        return user(username).map(User::confirmationCode).orElse("");
    }

    /** Verifies a token that this pool issued; empty for a forged, expired or revoked one. */
    Optional<JWTClaimsSet> verify(String token, String use) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean good = jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
                    && jwt.verify(new RSASSAVerifier(key.toRSAPublicKey()))
                    && settings.issuer().equals(claims.getIssuer())
                    && use.equals(claims.getStringClaim("token_use"))
                    && claims.getExpirationTime().after(new Date())
                    && !revokedOrigins.containsKey(claims.getStringClaim("origin_jti"));
            return good ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    void configure(Duration tokensLive) {
        lifetime = tokensLive;
    }

    void configure(Duration tokensLive, boolean rotate) {
        configure(tokensLive);
        rotation = rotate;
    }
}
