package io.github.amplifyjakarta.auth;

/**
 * Ends sessions of other users, for administrators. The nodes of a cluster learn of it within five seconds, by the store
 * that they share ({@code amplify.cluster.url}, or a {@link io.github.amplifyjakarta.cluster.SharedStore} of the
 * application).
 *
 * <pre>{@code
 * @Inject
 * Revocations revocations;
 *
 * void block(AdminUser admin, String sub) {
 *     admin.globalSignOut(sub); // the AWS SDK's AdminUserGlobalSignOut: no new tokens
 *     revocations.endSessionsOf(sub); // and the old ones are refused
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/scaling.md}.
 *
 * @since 0.1.0
 */
public interface Revocations {

    /**
     * Refuses all tokens of a user that belong to a sign-in until now, also those that a refresh token of such a sign-in
     * renews. The tokens of a later sign-in are good. The refresh tokens stay valid at Cognito, for other applications:
     * {@code AdminUserGlobalSignOut} of the AWS SDK ends them.
     *
     * @param sub the user, as in {@link AuthUser#userId()}
     * @throws AuthException {@link AuthException.Reason#NOT_CONFIGURED} when there is no shared store, {@link
     *     AuthException.Reason#SERVICE} when it is out of reach: some nodes may not know of it
     * @throws IllegalArgumentException when the user is blank
     */
    void endSessionsOf(String sub);
}
