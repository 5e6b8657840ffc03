package io.github.amplifyjakarta.internal.jwt;

/**
 * A token as a map key. The hash covers only the end of the token, which is part of the signature and therefore unique.
 * A hash of the whole token would cost more than all other work for a known token.
 *
 * @param token the whole token, which equality compares
 */
public record TokenCacheKey(String token) {

    private static final int HASHED = 16;

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = Math.max(0, token.length() - HASHED); i < token.length(); i++) {
            hash = 31 * hash + token.charAt(i);
        }
        return hash;
    }

    @Override
    public String toString() {
        return "TokenCacheKey[<redacted>]";
    }
}
