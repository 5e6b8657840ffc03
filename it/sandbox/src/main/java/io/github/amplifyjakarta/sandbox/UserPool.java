package io.github.amplifyjakarta.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Users, sign-ins under way and tokens of one user pool; all in memory. */
final class UserPool {

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(5);

    /** Cognito's refresh token rotation: a rotated token still works this long, a minute at most. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private final Settings settings;
    /** The newest first: it signs. */
    private volatile List<RSAKey> keys;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, User> users = new ConcurrentHashMap<>();
    /** What else is known of users, by their names. */
    private final Map<String, Map<String, String>> attributes = new ConcurrentHashMap<>();

    /** Codes for a new password, by user names. */
    private final Map<String, String> resetCodes = new ConcurrentHashMap<>();

    /** What users have to do after the password. */
    private final Map<String, ChallengeKind> challenges = new ConcurrentHashMap<>();

    /** Codes for a sign-in, by user names. */
    private final Map<String, SentCode> signInCodes = new ConcurrentHashMap<>();

    /** Secrets of authenticator apps, by user names. */
    private final Map<String, String> totpSecrets = new ConcurrentHashMap<>();

    /** When the user of a session has signed in, in seconds: renewed tokens keep it. */
    private final Map<String, Long> began = new ConcurrentHashMap<>();

    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    /** Codes that were used, with the sign-in that they led to. */
    private final Map<String, String> usedCodes = new ConcurrentHashMap<>();

    private final Map<String, Refresh> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Instant> revokedOrigins = new ConcurrentHashMap<>();
    private volatile Duration lifetime = TOKEN_LIFETIME;
    private volatile boolean rotation;

    /** How far the clock of Cognito is ahead of this machine's; negative when it is behind. */
    private volatile Duration ahead = Duration.ZERO;

    private volatile Duration grace = GRACE;

    /** A user; {@code confirmationCode} is empty once confirmed. */
    record User(
            String username, String sub, String email, String password, String confirmationCode, List<String> groups) {}

    /** An authorization code and what it was issued for. */
    record Grant(
            String username,
            String clientId,
            String redirectUri,
            String challenge,
            String scope,
            Instant issued,
            String originJti) {}

    /** A refresh token; {@code rotated} is when a newer one took its place, or null. */
    record Refresh(String username, String clientId, String scope, String originJti, Instant rotated) {}

    private record SentCode(String challenge, String code) {}

    /** A mail that Cognito would have sent. */
    record Mail(String username, String email, String purpose, String code) {}

    /** Tokens as issued. */
    record Tokens(String access, String id, Optional<String> refresh) {}

    UserPool(Settings settings) {
        this.settings = settings;
        this.keys = List.of(newKey());
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID("sandbox-" + UUID.randomUUID())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs with a new key from now on; what was signed before stays good. */
    synchronized void rotateKeys() {
        List<RSAKey> all = new ArrayList<>(List.of(newKey()));
        all.addAll(keys);
        keys = List.copyOf(all);
    }

    String keySet() {
        return new JWKSet(keys.stream().map(key -> (JWK) key.toPublicJWK()).toList()).toString();
    }

    void addConfirmed(String username, String password, String... groups) {
        challenges.remove(username);
        attributes.remove(username);
        String email = username.contains("@") ? username : username + "@example.com";
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
        requirePolicy(password);
        User user = new User(username, UUID.randomUUID().toString(), email, password, newCode(), List.of());
        if (users.putIfAbsent(username, user) != null) {
            throw new ServiceException("UsernameExistsException", "User already exists");
        }
        return user;
    }

    static void requirePolicy(String password) throws ServiceException {
        if (!password.matches("(?=.*[A-Z])(?=.*[a-z])(?=.*\\d).{8,}")) {
            throw new ServiceException("InvalidPasswordException", "Password did not conform with policy");
        }
    }

    private String newCode() {
        return String.format("%06d", random.nextInt(1_000_000));
    }

    /** Says what a user has to do after the password; {@code null}: nothing. */
    void requireChallenge(String username, ChallengeKind kind) {
        if (kind == null) {
            challenges.remove(username);
        } else {
            challenges.put(username, kind);
        }
    }

    /** {@return what a user has to do after the password; {@code null}: nothing} */
    ChallengeKind challenge(String username) {
        return challenges.get(username);
    }

    void setPassword(String username, String password) {
        users.computeIfPresent(
                username,
                (name, user) ->
                        new User(name, user.sub(), user.email(), password, user.confirmationCode(), user.groups()));
    }

    /** Sends a code for a sign-in; {@return the code} */
    String sendCode(String username, String challenge) {
        String code = newCode();
        signInCodes.put(username, new SentCode(challenge, code));
        return code;
    }

    void forgetCode(String username) {
        signInCodes.remove(username);
    }

    /** Sends the code of a sign-up once more; nobody is told whether there is such a user. */
    void resend(String login) {
        byLogin(login)
                .filter(user -> !user.confirmationCode().isEmpty())
                .ifPresent(user -> users.put(
                        user.username(),
                        new User(
                                user.username(), user.sub(), user.email(), user.password(), newCode(), user.groups())));
    }

    void keepTotp(String username, String secret) {
        totpSecrets.put(username, secret);
    }

    boolean acceptsTotp(String username, String code) {
        return Totp.accepts(totpSecret(username), code, Instant.now());
    }

    private String totpSecret(String username) {
        return totpSecrets.computeIfAbsent(username, name -> Totp.newSecret(random));
    }

    /** Mails a code for a new password. Nobody is told whether there is such a user. */
    void forgotPassword(String login) {
        byLogin(login)
                .filter(user -> user.confirmationCode().isEmpty())
                .ifPresent(user -> resetCodes.put(user.username(), newCode()));
    }

    /** Sets a new password; the code works once. */
    void resetPassword(String login, String code, String password) throws ServiceException {
        requirePolicy(password);
        User user = byLogin(login)
                .filter(found -> resetCodes.remove(found.username(), code))
                .orElseThrow(() -> new ServiceException(
                        "CodeMismatchException", "Invalid verification code provided, please try again."));
        users.put(user.username(), new User(user.username(), user.sub(), user.email(), password, "", user.groups()));
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
        codes.put(
                code,
                new Grant(
                        username,
                        clientId,
                        redirectUri,
                        challenge,
                        scope,
                        Instant.now(),
                        UUID.randomUUID().toString()));
        return code;
    }

    /** A code works once, and not for long. A second use ends what the first was given (RFC 6749, section 4.1.2). */
    synchronized Optional<Grant> redeem(String code) {
        Optional.ofNullable(usedCodes.get(code)).ifPresent(this::revokeOrigin);
        Optional<Grant> grant = Optional.ofNullable(codes.remove(code));
        grant.ifPresent(found -> usedCodes.put(code, found.originJti()));
        return grant.filter(found -> found.issued().plus(CODE_LIFETIME).isAfter(Instant.now()));
    }

    Tokens issue(String username, String clientId, String scope) {
        return issue(username, clientId, scope, UUID.randomUUID().toString());
    }

    /** Issues what a code was for. */
    Tokens issue(Grant grant) {
        return issue(grant.username(), grant.clientId(), grant.scope(), grant.originJti());
    }

    private Tokens issue(String username, String clientId, String scope, String originJti) {
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
        Instant now = Instant.now().plus(ahead);
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
                .claim("auth_time", began.computeIfAbsent(originJti, first -> now.getEpochSecond()))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)));
        return user.groups().isEmpty() ? claims : claims.claim("cognito:groups", user.groups());
    }

    private String sign(JWTClaimsSet claims) {
        RSAKey key = keys.get(0);
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

    /**
     * Refreshes. A token that was rotated longer ago than the grace period ends the session: the first such call is told so,
     * later ones find the session revoked.
     */
    synchronized Tokens refresh(String token, String clientId) throws ServiceException {
        Refresh found = refreshTokens.get(token);
        if (found == null || !found.clientId().equals(clientId) || revokedOrigins.containsKey(found.originJti())) {
            throw new ServiceException("NotAuthorizedException", "Refresh Token has been revoked");
        }
        if (found.rotated() != null && !found.rotated().plus(grace).isAfter(Instant.now())) {
            revokeOrigin(found.originJti());
            throw new ServiceException("RefreshTokenReuseException", "Refresh token was reused after its rotation");
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
        return tokens(found.username(), clientId, found.scope(), found.originJti(), next);
    }

    private void revokeOrigin(String originJti) {
        revokedOrigins.put(originJti, Instant.now());
    }

    /**
     * Revokes a refresh token and all tokens of the same sign-in. An unknown token is no error (RFC 7009, section 2.2).
     *
     * @return whether the client may revoke it
     */
    boolean revoke(String token, String clientId) {
        Refresh found = refreshTokens.get(token);
        if (found != null && !found.clientId().equals(clientId)) {
            return false;
        }
        if (found != null) {
            refreshTokens.remove(token);
            revokeOrigin(found.originJti());
        }
        return true;
    }

    /** Revokes every token of a user. */
    void revokeAll(String username) {
        refreshTokens.values().removeIf(refresh -> {
            boolean theirs = refresh.username().equals(username);
            if (theirs) {
                revokeOrigin(refresh.originJti());
            }
            return theirs;
        });
    }

    /** {@return the last code that Cognito would have mailed; empty without one} */
    String mailed(String username) {
        return mailbox().stream()
                .filter(mail -> mail.username().equals(username))
                .map(Mail::code)
                .findFirst()
                .orElse("");
    }

    /** {@return the codes that wait for their use} */
    List<Mail> mailbox() {
        return users.values().stream()
                .flatMap(user -> {
                    String reset = resetCodes.getOrDefault(user.username(), "");
                    return Stream.of(
                            new Mail(user.username(), user.email(), "confirm the sign-up", user.confirmationCode()),
                            new Mail(user.username(), user.email(), "set a new password", reset),
                            signInMail(user));
                })
                .filter(mail -> !mail.code().isEmpty())
                .sorted(Comparator.comparing(Mail::username))
                .toList();
    }

    /** What the user needs for a sign-in: a code that was sent, or that of the authenticator app. */
    private Mail signInMail(User user) {
        SentCode sent = signInCodes.get(user.username());
        if (sent != null) {
            return new Mail(user.username(), user.email(), "sign in (" + sent.challenge() + ")", sent.code());
        }
        ChallengeKind kind = challenges.get(user.username());
        boolean hasApp = kind == ChallengeKind.SOFTWARE_TOKEN_MFA || kind == ChallengeKind.SELECT_MFA_TYPE;
        return new Mail(
                user.username(),
                "authenticator app",
                "sign in (SOFTWARE_TOKEN_MFA)",
                hasApp ? Totp.code(totpSecret(user.username()), Instant.now()) : "");
    }

    /** Verifies a token that this pool issued; empty for a forged, expired or revoked one. */
    Optional<JWTClaimsSet> verify(String token, String use) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Optional<RSAKey> key = keys.stream()
                    .filter(known -> known.getKeyID().equals(jwt.getHeader().getKeyID()))
                    .findAny();
            boolean good = jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
                    && key.isPresent()
                    && jwt.verify(new RSASSAVerifier(key.get().toRSAPublicKey()))
                    && settings.issuer().equals(claims.getIssuer())
                    && use.equals(claims.getStringClaim("token_use"))
                    && claims.getExpirationTime().after(new Date())
                    && !revokedOrigins.containsKey(claims.getStringClaim("origin_jti"));
            return good ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    void moveClock(Duration ahead) {
        this.ahead = ahead;
    }

    void configure(Duration tokensLive) {
        lifetime = tokensLive;
    }

    /** @param rotatedLive how long a refresh token works that was rotated */
    void configure(Duration tokensLive, boolean rotate, Duration rotatedLive) {
        configure(tokensLive);
        rotation = rotate;
        grace = rotatedLive;
    }
}
