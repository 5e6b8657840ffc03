package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.Jwt;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;

/** What a page shows of the user's access token: never the token itself. Pages ask only for who is signed in. */
@Named
@RequestScoped
public class AccessToken {

    @Inject
    Visitor visitor;

    @Inject
    HttpServletRequest request;

    private Jwt token() {
        return visitor.tokens().map(AuthTokens::accessToken).orElseThrow();
    }

    /** {@return how many seconds it is still valid} */
    public long getSeconds() {
        return Math.max(0, Duration.between(Instant.now(), token().expiresAt()).toSeconds());
    }

    /** {@return the same as minutes and seconds} */
    public String getRemaining() {
        return String.format("%d:%02d", getSeconds() / 60, getSeconds() % 60);
    }

    /** {@return the start of its hash} */
    public String getFingerprint() {
        return TokenFingerprint.of(token());
    }

    /** {@return the fingerprint before the renewal that led to this page; empty when none did} */
    public String getBefore() {
        String before = request.getParameter("before");
        return before != null && before.matches(TokenFingerprint.FORM) ? before : "";
    }
}
