package io.github.amplifyjakarta.auth;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A JSON Web Token whose signature and claims were verified.
 *
 * <pre>{@code
 * Jwt token = amplify.fetchAuthSession().tokens().orElseThrow().accessToken();
 * boolean admin = token.groups().contains("admins");
 * String scopes = token.text("scope");
 * }</pre>
 *
 * @param token the compact form, to be sent as {@code Authorization: Bearer}; printed as {@code <redacted>}
 * @param payload the claims; numbers are {@link Long} or {@link Double}, objects and arrays unmodifiable
 * @since 0.1.0
 */
public record Jwt(String token, Map<String, Object> payload) {

    /**
     * Checks that no component is {@code null} and copies the claims.
     *
     * @param token the compact form, to be sent as {@code Authorization: Bearer}; printed as {@code <redacted>}
     * @param payload the claims; numbers are {@link Long} or {@link Double}, objects and arrays unmodifiable
     */
    public Jwt {
        Objects.requireNonNull(token, "token");
        payload = Map.copyOf(payload);
    }

    /**
     * {@return the text of a claim; an empty string when the claim is missing or not a text}
     *
     * @param claim the name of the claim, for example {@code username}
     */
    public String text(String claim) {
        return payload.get(claim) instanceof String text ? text : "";
    }

    /** {@return the groups of the user, the claim {@code cognito:groups}; empty without one} */
    public List<String> groups() {
        return payload.get("cognito:groups") instanceof List<?> groups
                ? groups.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    /**
     * {@return when the user has signed in, the claim {@code auth_time}; {@link Instant#EPOCH} without it} Renewed tokens
     * have the time of their sign-in.
     *
     * <pre>{@code
     * boolean recent = token.authTime().isAfter(Instant.now().minusSeconds(300));
     * }</pre>
     */
    public Instant authTime() {
        return time("auth_time");
    }

    /** {@return when the token expires; {@link Instant#EPOCH} without the claim {@code exp}} */
    public Instant expiresAt() {
        return time("exp");
    }

    private Instant time(String claim) {
        return payload.get(claim) instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.EPOCH;
    }

    @Override
    public String toString() {
        return "Jwt[<redacted>]";
    }
}
