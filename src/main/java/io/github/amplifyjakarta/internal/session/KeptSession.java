package io.github.amplifyjakarta.internal.session;

import java.util.Optional;

/** Stored tokens that are not in cookies. */
abstract class KeptSession implements StoredTokens {

    final KeptTokens text;

    KeptSession(KeptTokens text) {
        this.text = text;
    }

    @Override
    public String username() {
        return text.username();
    }

    @Override
    public String accessToken() {
        return text.accessToken();
    }

    @Override
    public Optional<String> idToken() {
        return text.idToken();
    }

    @Override
    public Optional<String> refreshToken() {
        return text.refreshToken();
    }

    @Override
    public String toString() {
        return "KeptSession[<redacted>]";
    }
}
