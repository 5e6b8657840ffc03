package io.github.amplifyjakarta.attacks;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.jwt.KeySet;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification;
import io.github.amplifyjakarta.internal.jwt.Verification.Refused;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by the claims of a token, each with the place where it is described. */
class ClaimAttacksTest extends WithForgedTokens {

    private String without(String claim) {
        JwtClaims claims = claims();
        claims.unsetClaim(claim);
        return claims.toJson();
    }

    /** "Verifying JSON web tokens", Amazon Cognito developer guide: every claim that is to be checked, left out. */
    @ParameterizedTest
    @ValueSource(strings = {"iss", "client_id", "token_use", "sub", "username"})
    void refusesAMissingClaim(String claim) {
        assertRefused(byThePool(Map.of(), without(claim)));
    }

    /** RFC 8725, sections 3.8 to 3.12: tokens of others, and of other kinds, that the same issuer may well have signed. */
    @ParameterizedTest
    @CsvSource({
        "iss, https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Other1",
        "iss, https://cognito-idp.eu-west-1.amazonaws.com/eu-central-1_Test1",
        "iss, https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Test1/",
        "iss, http://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Test1",
        "iss, https://attacker.example/evil",
        "client_id, client2",
        "client_id, CLIENT1",
        "client_id, client1 client2",
        "token_use, id",
        "token_use, refresh",
        "token_use, ''",
        "username, ''",
        "sub, ''",
        "username, bob",
    })
    void refusesATokenOfAnotherPoolRegionClientUseOrUser(String claim, String value) {
        assertRefused(byThePool(Map.of(), with(claim, value)));
    }

    private Verification<Jwt> idToken(Map<String, Object> changes) {
        Map<String, Object> claims = new HashMap<>(TestPool.accessClaims("alice"));
        claims.putAll(Map.of("token_use", "id", "aud", TestPool.CLIENT, "cognito:username", "alice"));
        claims.keySet().removeAll(List.of("client_id", "username"));
        changes.forEach((name, value) -> {
            if (value.equals("")) {
                claims.remove(name);
            } else {
                claims.put(name, value);
            }
        });
        TokenVerifier verifier = new TokenVerifier(
                TestPool.config(Map.of()).userPool().orElseThrow(),
                KeySet.fixed(pool.keySet()),
                pool.clock(),
                new Counters().tokens());
        return verifier.verify(byThePool(Map.of(), JsonUtil.toJson(claims)), TokenUse.ID);
    }

    /** The same for ID tokens, whose claims have other names: OpenID Connect Core 1.0, section 3.1.3.7. */
    @Test
    void refusesAnIdTokenOfAnotherClientOrUse() {
        assertInstanceOf(Verified.class, idToken(Map.of()));
        List<Map<String, Object>> changes = List.of(
                Map.of("aud", ""),
                Map.of("aud", "client2"),
                Map.of("aud", "", "client_id", TestPool.CLIENT),
                Map.of("aud", List.of(TestPool.CLIENT)),
                Map.of("aud", List.of(TestPool.CLIENT, "client2")),
                Map.of("token_use", ""),
                Map.of("token_use", "access"),
                Map.of("iss", "https://cognito-idp.eu-west-1.amazonaws.com/eu-central-1_Test1"),
                Map.of("cognito:username", "", "username", "alice"));
        changes.forEach(change -> assertInstanceOf(Refused.class, idToken(change), change.toString()));
    }

    /** The same claims as a list, a number, an object or twice: what one parser takes for the right value. */
    @ParameterizedTest
    @ValueSource(strings = {"iss", "client_id", "token_use", "sub", "username"})
    void refusesAClaimOfAnotherType(String claim) {
        Object right = TestPool.accessClaims("alice").get(claim);
        assertRefused(byThePool(Map.of(), with(claim, List.of(right))));
        assertRefused(byThePool(Map.of(), with(claim, Map.of("0", right))));
        assertRefused(byThePool(Map.of(), with(claim, 1)));
        assertRefused(byThePool(Map.of(), with(claim, true)));
        String twice = claims().toJson().replaceFirst("\\{", "{\"" + claim + "\":\"other\",");
        assertRefused(byThePool(Map.of(), twice));
    }
}
