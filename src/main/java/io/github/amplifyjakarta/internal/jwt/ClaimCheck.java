package io.github.amplifyjakarta.internal.jwt;

import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.transport.LogText;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that the claims of a token are those of the user pool and of the app client ("Verifying JSON web tokens"). */
final class ClaimCheck {

    private final UserPoolConfig pool;
    private final Clock clock;

    ClaimCheck(UserPoolConfig pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** {@return why the claims are not acceptable, with actual and expected value; {@code null} when they are} */
    @Nullable
    String wrong(Map<String, Object> claims, TokenUse use) {
        if (!(claims.get("iss") instanceof String issuer) || !isAccepted(issuer)) {
            return actualAndExpected("iss", claims.get("iss"), expectedIssuers());
        }
        if (!use.claim().equals(claims.get("token_use"))) {
            return actualAndExpected("token_use", claims.get("token_use"), use.claim());
        }
        Object client = claims.get(use.clientClaim());
        if (!pool.clientId().equals(client)) { // Cognito writes aud as one string, never as a list
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

    private boolean isAccepted(String issuer) {
        return pool.issuers().stream().anyMatch(accepted -> accepted.iss().equals(issuer));
    }

    private String expectedIssuers() {
        return pool.issuers().stream().map(UserPoolConfig.Issuer::iss).collect(Collectors.joining(" or "));
    }

    private static boolean isText(@Nullable Object claim) {
        return claim instanceof String text && !text.isEmpty();
    }

    private static String actualAndExpected(String claim, @Nullable Object actual, String expected) {
        // the text of nested lists may exceed a thread's stack
        boolean simple = actual instanceof List<?> list ? list.stream().noneMatch(ClaimCheck::nests) : !nests(actual);
        String shown = simple ? String.valueOf(actual) : "an object, or lists within a list";
        return claim + " is " + LogText.of(shown, 100, "?") + ", expected " + expected;
    }

    private static boolean nests(@Nullable Object claim) {
        return claim instanceof List || claim instanceof Map;
    }
}
