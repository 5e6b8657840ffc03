package io.github.amplifyjakarta.internal.jwt;

/** The purpose of a user pool token, from its claim {@code token_use} (Cognito, "Verifying JSON web tokens"). */
public enum TokenUse {
    ACCESS("access", "client_id", "username"),
    ID("id", "aud", "cognito:username");

    private final String claim;
    private final String clientClaim;
    private final String usernameClaim;

    TokenUse(String claim, String clientClaim, String usernameClaim) {
        this.claim = claim;
        this.clientClaim = clientClaim;
        this.usernameClaim = usernameClaim;
    }

    String claim() {
        return claim;
    }

    /** {@return the claim that names the app client} */
    String clientClaim() {
        return clientClaim;
    }

    /** {@return the claim that names the user} */
    public String usernameClaim() {
        return usernameClaim;
    }
}
