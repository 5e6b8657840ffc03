package io.github.amplifyjakarta.internal.jwt;

/**
 * A token as the key of a map. It is found by its end, which is a signature's and differs from all others: a
 * hash of all of it would cost more than everything else that is done for a known token.
 *
 * @param token all of it, which is compared
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
