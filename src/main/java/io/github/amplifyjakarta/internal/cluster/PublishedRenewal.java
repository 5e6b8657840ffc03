package io.github.amplifyjakarta.internal.cluster;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;
import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import io.github.amplifyjakarta.internal.transport.JsonProcessing;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What the node that renewed a session tells the others. Exactly one of the first three is there.
 *
 * @param tokens the issued tokens
 * @param refused the name of the error by which Cognito has refused
 * @param failed why there is no word of Cognito
 * @param at when it was published, by the wall clock of that node
 */
record PublishedRenewal(Optional<IssuedTokens> tokens, Optional<String> refused, Optional<String> failed, Instant at) {

    /** The name of the refusal that a sign-out leaves behind. */
    static final String SIGNED_OUT = "SignedOut";

    /** {@return whether the user has signed out} */
    boolean isSignOut() {
        return refused.filter(SIGNED_OUT::equals).isPresent();
    }

    /** {@return whether these are tokens or a sign-out, which win over a refusal and a failure} */
    boolean isDecisive() {
        return tokens.isPresent() || isSignOut();
    }

    static PublishedRenewal issued(IssuedTokens tokens, Instant at) {
        return new PublishedRenewal(Optional.of(tokens), Optional.empty(), Optional.empty(), at);
    }

    static PublishedRenewal refused(String error, Instant at) {
        return new PublishedRenewal(Optional.empty(), Optional.of(error), Optional.empty(), at);
    }

    static PublishedRenewal failed(String why, Instant at) {
        return new PublishedRenewal(Optional.empty(), Optional.empty(), Optional.of(why), at);
    }

    /** {@return the refresh token that has replaced the given one; empty without rotation, and without tokens} */
    Optional<String> successor(String refreshToken) {
        return tokens.flatMap(IssuedTokens::refreshToken).filter(next -> !next.equals(refreshToken));
    }

    /** {@return how long ago the access token was issued, at least, by its own claim and by the other node} */
    Duration age(Instant now) {
        Instant issued = tokens.flatMap(IssuedTokens::accessToken)
                .flatMap(PublishedRenewal::issuedAt)
                .filter(iat -> iat.isBefore(at))
                .orElse(at);
        return issued.isBefore(now) ? Duration.between(issued, now) : Duration.ZERO;
    }

    /** The signature is verified later; who changes this claim has no valid token. */
    private static Optional<Instant> issuedAt(String accessToken) {
        String[] parts = accessToken.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        String claims;
        try {
            claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return JsonProcessing.object(claims)
                .flatMap(json -> json.get("iat") instanceof JsonNumber iat
                        ? Optional.of(Instant.ofEpochSecond(iat.longValue()))
                        : Optional.empty());
    }

    String toJson() {
        JsonObjectBuilder json = JSON.createObjectBuilder().add("at", at.toEpochMilli());
        tokens.ifPresent(issued -> {
            issued.accessToken().ifPresent(token -> json.add("access", token));
            issued.idToken().ifPresent(token -> json.add("id", token));
            issued.refreshToken().ifPresent(token -> json.add("refresh", token));
        });
        refused.ifPresent(error -> json.add("refused", error));
        failed.ifPresent(why -> json.add("failed", why));
        return json.build().toString();
    }

    /** {@return what was published; empty for anything else, which another version may have written} */
    static Optional<PublishedRenewal> parse(String text) {
        return JsonProcessing.object(text).flatMap(PublishedRenewal::of);
    }

    private static Optional<PublishedRenewal> of(JsonObject json) {
        if (!(json.get("at") instanceof JsonNumber millis)) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(millis.longValue());
        Optional<String> access = text(json, "access");
        if (access.isPresent()) {
            return Optional.of(issued(new IssuedTokens(access, text(json, "id"), text(json, "refresh")), at));
        }
        return text(json, "refused")
                .map(error -> refused(error, at))
                .or(() -> text(json, "failed").map(why -> failed(why, at)));
    }

    @Override
    public String toString() {
        return "PublishedRenewal[<redacted>]";
    }
}
