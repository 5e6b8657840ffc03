package io.github.amplifyjakarta.internal.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.jwt.Verification.CouldNotCheck;
import io.github.amplifyjakarta.internal.jwt.Verification.Refused;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import io.github.amplifyjakarta.internal.telemetry.Counter;
import java.security.PublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens of one user pool and one app client by Cognito's rules ("Verifying JSON web tokens"): signature RS256,
 * {@code iss}, {@code token_use}, {@code client_id} or {@code aud}, {@code sub} and the user name. Every check is always
 * made. Only {@code exp} is left to the caller, because an expired token is a reason to refresh, not to refuse.
 *
 * <p>A token that was verified is not verified again: it is found by its text, which the signature covers. Of those there is
 * no room for, the signatures at least are known.
 */
public final class TokenVerifier {

    static final String ALGORITHM = "RS256";

    /** Browsers keep cookies up to 4 KiB; four times that is checked before anything is decoded. */
    private static final int LONGEST_TOKEN = 16 << 10;

    private static final int REMEMBERED_TOKENS = 10_000;

    /** Far more than anybody puts into a claim, and far less than a thread's stack can take. */
    private static final int DEEPEST_CLAIM = 100;

    private static final String UNKNOWN_KEY = "kid is not in the key set of the user pool";

    private static final AlgorithmConstraints RS256_ONLY =
            new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, ALGORITHM);

    private final UserPoolConfig pool;
    private final KeySet keys;
    private final Clock clock;
    private final Counter checks;
    private final Cache<TokenText, Jwt> accessTokens;
    private final Cache<TokenText, Jwt> idTokens;
    private final VerifiedSignatures signatures = new VerifiedSignatures();

    public TokenVerifier(UserPoolConfig pool, KeySet keys, Clock clock, Counter checks) {
        this(pool, keys, clock, checks, REMEMBERED_TOKENS);
    }

    /** {@code remembered} is how many tokens of each use are kept with their claims. */
    TokenVerifier(UserPoolConfig pool, KeySet keys, Clock clock, Counter checks, int remembered) {
        this.pool = pool;
        this.keys = keys;
        this.clock = clock;
        this.checks = checks;
        this.accessTokens = newCache(remembered);
        this.idTokens = newCache(remembered);
    }

    private static Cache<TokenText, Jwt> newCache(int remembered) {
        return Caffeine.newBuilder()
                .maximumSize(remembered)
                .executor(Runnable::run)
                .build();
    }

    /** Verifies a token as an access token or as an ID token. */
    public Verification verify(String token, TokenUse use) {
        Cache<TokenText, Jwt> verified = use == TokenUse.ACCESS ? accessTokens : idTokens;
        TokenText text = new TokenText(token);
        Jwt known = verified.getIfPresent(text);
        if (known != null) {
            checks.add("cached");
            return new Verified(known);
        }
        Verification result = verifyCold(token, use);
        if (result instanceof Verified fresh) {
            verified.put(text, fresh.jwt());
        } else {
            checks.add(result instanceof Refused ? "refused" : "unchecked");
        }
        return result;
    }

    private Verification verifyCold(String token, TokenUse use) {
        if (token.length() > LONGEST_TOKEN) {
            return new Refused("token has " + token.length() + " characters, expected at most " + LONGEST_TOKEN);
        }
        try {
            VerifiedSignatures.Digest digest = VerifiedSignatures.Digest.of(token);
            Optional<String> signedBy = signatures.keyId(digest);
            return signedBy.isPresent() ? again(token, use, signedBy.get()) : verify(token, use, digest);
        } catch (KeySet.UnavailableException e) {
            return new CouldNotCheck(String.valueOf(e.getMessage()));
        } catch (JoseException | RuntimeException e) {
            return new Refused("not a signed JSON Web Token (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Verification verify(String token, TokenUse use, VerifiedSignatures.Digest digest)
            throws JoseException, KeySet.UnavailableException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(RS256_ONLY);
        signature.setCompactSerialization(token);
        String keyId = signature.getKeyIdHeaderValue();
        if (keyId == null) {
            return new Refused("header has no kid");
        }
        if (!ALGORITHM.equals(signature.getAlgorithmHeaderValue())) {
            return new Refused("alg is another one than " + ALGORITHM);
        }
        if (signature.getHeaders().getObjectHeaderValue("zip") != null) { // RFC 7516, section 4.1.3: of encryption
            return new Refused("header has zip");
        }
        if (signature.getHeaders().getObjectHeaderValue("b64") != null) { // RFC 7797: a payload that is not encoded
            return new Refused("header has b64");
        }
        // RFC 7515, section 5.2: jose4j skips letters that are not base64url, and bits that mean nothing
        if (!token.endsWith("." + signature.getEncodedSignature())) {
            return new Refused("signature is not base64url");
        }
        // cheap claims first, so that a token of another issuer never causes a key fetch; nothing is trusted yet
        Map<String, Object> claims = JsonUtil.parseJson(signature.getUnverifiedPayload());
        String wrong = wrongClaim(claims, use);
        if (wrong != null) {
            return new Refused(wrong);
        }
        Optional<PublicKey> key = keys.find(keyId);
        if (key.isEmpty()) {
            return new Refused(UNKNOWN_KEY);
        }
        signature.setKey(key.get());
        if (!signature.verifySignature()) {
            return new Refused("signature is wrong");
        }
        signatures.add(digest, keyId);
        return verified(token, claims, "verified");
    }

    /** A token whose text passed all that concerns its header; its key may have been withdrawn since. */
    private Verification again(String token, TokenUse use, String keyId)
            throws JoseException, KeySet.UnavailableException {
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        Map<String, Object> claims = JsonUtil.parseJson(Base64Url.decodeToUtf8String(payload));
        String wrong = wrongClaim(claims, use);
        if (wrong != null) {
            return new Refused(wrong);
        }
        return keys.find(keyId).isPresent() ? verified(token, claims, "cached") : new Refused(UNKNOWN_KEY);
    }

    private Verification verified(String token, Map<String, Object> claims, String how) {
        Verified result = new Verified(new Jwt(token, immutable(claims)));
        checks.add(how);
        return result;
    }

    private @Nullable String wrongClaim(Map<String, Object> claims, TokenUse use) {
        if (!pool.issuer().equals(claims.get("iss"))) {
            return actualAndExpected("iss", claims.get("iss"), pool.issuer());
        }
        if (!use.claim().equals(claims.get("token_use"))) {
            return actualAndExpected("token_use", claims.get("token_use"), use.claim());
        }
        Object client = claims.get(use.clientClaim());
        if (!pool.clientId().equals(client)) { // Cognito writes aud as one text, never as a list
            return actualAndExpected(use.clientClaim(), client, pool.clientId());
        }
        if (!isText(claims.get("sub"))) {
            return actualAndExpected("sub", claims.get("sub"), "a text");
        }
        if (!isText(claims.get(use.usernameClaim()))) {
            return actualAndExpected(use.usernameClaim(), claims.get(use.usernameClaim()), "a text");
        }
        if (claims.get("exp") != null && !(claims.get("exp") instanceof Number)) {
            return actualAndExpected("exp", claims.get("exp"), "a number");
        }
        Object notBefore = claims.get("nbf");
        if (notBefore != null
                && !(notBefore instanceof Number seconds
                        && seconds.longValue() <= clock.instant().getEpochSecond())) {
            return actualAndExpected("nbf", notBefore, "a time in the past");
        }
        return null;
    }

    private static boolean isText(@Nullable Object claim) {
        return claim instanceof String text && !text.isEmpty();
    }

    private static String actualAndExpected(String claim, @Nullable Object actual, String expected) {
        String shown = String.valueOf(actual);
        String bounded = shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
        return claim + " is " + bounded.replaceAll("[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029]", "?") + ", expected "
                + expected;
    }

    /** {@link Jwt} is shared between requests and threads: nobody may change what lies in it. */
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
            list.forEach(item -> copy.add(item == null ? "" : immutable(item, depth - 1)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put(String.valueOf(name), item == null ? "" : immutable(item, depth - 1)));
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }
}
