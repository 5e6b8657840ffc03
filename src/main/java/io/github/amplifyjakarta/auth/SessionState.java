package io.github.amplifyjakarta.auth;

/**
 * The state of a session, for a page that must not fail. A page asks for it as {@code ${amplify.state}}:
 *
 * <pre>{@code
 * <c:choose>
 *   <c:when test="${amplify.state == 'SIGNED_IN'}">Hello ${amplify.currentUser.username()}</c:when>
 *   <c:when test="${amplify.state == 'UNKNOWN'}">We could not check who you are. Please try again.</c:when>
 *   <c:otherwise><a href="api/auth/sign-in">Sign in</a></c:otherwise>
 * </c:choose>
 * }</pre>
 *
 * @since 0.1.0
 */
public enum SessionState {
    /** A user is signed in. */
    SIGNED_IN,
    /** Nobody is signed in. */
    SIGNED_OUT,
    /** The session cannot be checked now: Cognito or its keys are out of reach. The user's cookies are kept. */
    UNKNOWN
}
