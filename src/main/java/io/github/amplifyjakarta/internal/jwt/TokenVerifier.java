package io.github.amplifyjakarta.internal.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.jwt.Verification.CouldNotCheck;
import io.github.amplifyjakarta.internal.jwt.Verification.Refused;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import io.github.amplifyjakarta.internal.telemetry.Counter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Verifies tokens of one user pool and one app client by Cognito's rules ("Verifying JSON web tokens"): signature
 * RS256, {@code iss}, {@code token_use}, {@code client_id} or {@code aud}, {@code sub} and the user name. It always
 * makes every check. Only {@code exp} is left to the caller, because an expired token is a reason to refresh, not to
 * refuse.
 * <p>A verified token is not verified again while the user pool has its key. It is looked up by its text, which the
 * signature covers. For tokens that do not fit into the cache, at least the verified signature is remembered.
 */
public final class TokenVerifier {

    static final String ALGORITHM = "RS256";

    /** Browsers keep cookies of up to 4 KiB. The limit is four times that, and is checked before decoding. */
    private static final int LONGEST_TOKEN = 16 << 10;

    private static final int REMEMBERED_TOKENS = 10_000;

    /** Far more than real claims need, and far less than a thread's stack can handle. */
    private static final int DEEPEST_CLAIM = 100;

    private static final AlgorithmConstraints RS256_ONLY =
            new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, ALGORITHM);

    private final ClaimCheck claimCheck;
    private final Map<String, KeySet> keys;
    private final Counter checks;
    private final Cache<TokenCacheKey, Known> accessTokens;
    private final Cache<TokenCacheKey, Known> idTokens;
    private final VerifiedSignatures signatures = new VerifiedSignatures();

    private record Known(Jwt jwt, SigningKey signedBy) {}

    /** @param keys the key set of each accepted issuer */
    public TokenVerifier(UserPoolConfig pool, Map<String, KeySet> keys, Clock clock, Counter checks) {
        this(new ClaimCheck(pool, clock), keys, checks, REMEMBERED_TOKENS);
    }

    /** @param keys the key set that all accepted issuers share */
    public TokenVerifier(UserPoolConfig pool, KeySet keys, Clock clock, Counter checks) {
        this(pool, ofAll(pool, keys), clock, checks);
    }

    static Map<String, KeySet> ofAll(UserPoolConfig pool, KeySet keys) {
        return pool.issuers().stream().collect(Collectors.toMap(UserPoolConfig.Issuer::iss, issuer -> keys));
    }

    /** {@code remembered} is the number of tokens of each use that are cached with their claims. */
    TokenVerifier(ClaimCheck claimCheck, Map<String, KeySet> keys, Counter checks, int remembered) {
        this.claimCheck = claimCheck;
        this.keys = Map.copyOf(keys);
        this.checks = checks;
        this.accessTokens = newCache(remembered);
        this.idTokens = newCache(remembered);
    }

    private static Cache<TokenCacheKey, Known> newCache(int remembered) {
        return Caffeine.newBuilder()
                .maximumSize(remembered)
                .executor(Runnable::run)
                .build();
    }

    /** The origin of a token. It determines what a missing key means. */
    private enum Origin {
        /** From a browser, which may send any key id. */
        BROWSER,
        /** Just issued by Cognito. The key may be newer than the key set here. */
        COGNITO
    }

    /** Verifies a token as an access token or as an ID token. */
    public Verification<Jwt> verify(String token, TokenUse use) {
        return verify(token, use, Origin.BROWSER);
    }

    /** Verifies a token that Cognito has just issued. It is never refused because its key is not available yet. */
    public Verification<Jwt> verifyIssued(String token, TokenUse use) {
        return verify(token, use, Origin.COGNITO);
    }

    /** {@return whether two tokens were issued to the same user} A session never mixes tokens of two users. */
    public static boolean haveSameSubject(Jwt one, Jwt other) {
        return one.text("sub").equals(other.text("sub"));
    }

    private Verification<Jwt> verify(String token, TokenUse use, Origin origin) {
        Known known = tokens(use).getIfPresent(new TokenCacheKey(token));
        if (known != null && isCurrent(known.signedBy())) {
            checks.add("cached");
            return new Verified<>(known.jwt());
        }
        return counted(verifyCold(token, use, origin));
    }

    private Verification<Jwt> counted(Verification<Jwt> result) {
        return result.fold(jwt -> result, reason -> counted("refused", result), reason -> counted("unchecked", result));
    }

    private Verification<Jwt> counted(String kind, Verification<Jwt> result) {
        checks.add(kind);
        return result;
    }

    private Cache<TokenCacheKey, Known> tokens(TokenUse use) {
        return use == TokenUse.ACCESS ? accessTokens : idTokens;
    }

    private boolean isCurrent(SigningKey key) {
        for (KeySet set : keys.values()) {
            if (set.holds(key)) {
                return true;
            }
        }
        return false;
    }

    private Verification<Jwt> verifyCold(String token, TokenUse use, Origin origin) {
        if (token.length() > LONGEST_TOKEN) {
            return new Refused<>("token has " + token.length() + " characters, expected at most " + LONGEST_TOKEN);
        }
        try {
            VerifiedSignatures.Digest digest = VerifiedSignatures.Digest.of(token);
            Optional<SigningKey> signedBy = signatures.signedBy(digest).filter(this::isCurrent);
            return signedBy.isPresent() ? again(token, use, signedBy.get()) : verify(token, use, origin, digest);
        } catch (KeySet.UnavailableException e) {
            return new CouldNotCheck<>(String.valueOf(e.getMessage()));
        } catch (JoseException | RuntimeException e) {
            return new Refused<>("not a signed JSON Web Token (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Verification<Jwt> verify(String token, TokenUse use, Origin origin, VerifiedSignatures.Digest digest)
            throws JoseException, KeySet.UnavailableException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(RS256_ONLY);
        signature.setCompactSerialization(token);
        String keyId = signature.getKeyIdHeaderValue();
        if (keyId == null) {
            return new Refused<>("header has no kid");
        }
        if (!ALGORITHM.equals(signature.getAlgorithmHeaderValue())) {
            return new Refused<>("alg is not " + ALGORITHM);
        }
        if (signature.getHeaders().getObjectHeaderValue("zip") != null) { // RFC 7516, section 4.1.3
            return new Refused<>("header has zip");
        }
        if (signature.getHeaders().getObjectHeaderValue("b64") != null) { // RFC 7797: an unencoded payload
            return new Refused<>("header has b64");
        }
        // RFC 7515, section 5.2: jose4j ignores characters that are not base64url, and unused bits
        if (!token.endsWith("." + signature.getEncodedSignature())) {
            return new Refused<>("signature is not base64url");
        }
        // Claims are checked first because that is cheap: a token of another issuer never causes a key fetch. Nothing
        // is trusted yet.
        Map<String, Object> claims = JsonUtil.parseJson(signature.getUnverifiedPayload());
        String wrong = claimCheck.wrong(claims, use);
        if (wrong != null) {
            return new Refused<>(wrong);
        }
        KeySet issuersKeys = Objects.requireNonNull(keys.get(claims.get("iss")));
        Optional<SigningKey> key =
                origin == Origin.COGNITO ? Optional.of(issuersKeys.findIssued(keyId)) : issuersKeys.find(keyId);
        if (key.isEmpty()) {
            return new Refused<>("kid is not in the key set of the user pool");
        }
        signature.setKey(key.get().key());
        if (!signature.verifySignature()) {
            return new Refused<>("signature is wrong");
        }
        signatures.add(digest, key.get());
        checks.add("verified");
        return verified(token, use, claims, key.get());
    }

    /** Handles a token whose header has passed all checks and whose signing key is current. */
    private Verification<Jwt> again(String token, TokenUse use, SigningKey signedBy) throws JoseException {
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        Map<String, Object> claims = JsonUtil.parseJson(Base64Url.decodeToUtf8String(payload));
        String wrong = claimCheck.wrong(claims, use);
        if (wrong != null) {
            return new Refused<>(wrong);
        }
        checks.add("cached");
        return verified(token, use, claims, signedBy);
    }

    private Verification<Jwt> verified(String token, TokenUse use, Map<String, Object> claims, SigningKey signedBy) {
        Jwt jwt = new Jwt(token, immutable(claims));
        tokens(use).put(new TokenCacheKey(token), new Known(jwt, signedBy));
        return new Verified<>(jwt);
    }

    /**
     * Requests and threads share {@link Jwt}, so its contents must be immutable. Null values carry no information and
     * are dropped.
     */
    private static Map<String, Object> immutable(Map<String, Object> claims) {
        Map<String, Object> copy = new LinkedHashMap<>();
        claims.forEach((name, value) -> {
            if (value != null) {
                copy.put(name, immutable(value, DEEPEST_CLAIM));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object immutable(Object value, int depth) {
        if (depth == 0) {
            throw new IllegalArgumentException("a claim is nested deeper than " + DEEPEST_CLAIM);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.stream().filter(Objects::nonNull).forEach(item -> copy.add(immutable(item, depth - 1)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> {
                if (item != null) {
                    copy.put(String.valueOf(name), immutable(item, depth - 1));
                }
            });
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }
}
