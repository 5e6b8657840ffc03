package io.github.amplifyjakarta.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration of the part of the application that browsers see: its origin, the auth routes, cookies and
 * protected paths.
 *
 * @param origin the origin of the application, for example {@code https://app.example.com}; empty: the auth routes are
 *     off and cookies are shared with the browser's own Amplify client
 * @param routes where the auth routes lead
 * @param cookies the attributes of the session cookies
 * @param session where the tokens of sessions are, and how long sessions last
 * @param paths the paths that need a session
 * @param callers how callers are known beside the cookies
 * @param signIn sign-in by a form of the application
 * @since 0.1.0
 */
public record AppConfig(
        Optional<String> origin,
        Routes routes,
        Cookies cookies,
        Session session,
        Paths paths,
        Callers callers,
        SignInConfig signIn) {

    /**
     * Where the auth routes lead.
     *
     * @param redirectOnSignInComplete where the browser goes after a sign-in: a path of the host or an absolute URI;
     *     empty: the root of the application
     * @param redirectOnSignOutComplete where the browser goes after a sign-out, and after a sign-in that failed; empty:
     *     the root of the application
     * @param customState a text that is sent through the sign-in with the {@code state}; empty without one
     * @param errorPage the HTML page that a user gets when a page or a sign-in fails, with {@code {status}}, {@code
     *     {code}}, {@code {title}} and {@code {detail}} in it; empty: a plain page
     */
    public record Routes(
            Optional<String> redirectOnSignInComplete,
            Optional<String> redirectOnSignOutComplete,
            Optional<String> customState,
            Optional<String> errorPage) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param redirectOnSignInComplete where the browser goes after a sign-in: a path of the host or an absolute
         *     URI; empty: the root of the application
         * @param redirectOnSignOutComplete where the browser goes after a sign-out, and after a sign-in that failed;
         *     empty: the root of the application
         * @param customState a text that is sent through the sign-in with the {@code state}; empty without one
         * @param errorPage the HTML page that a user gets when a page or a sign-in fails, with {@code {status}}, {@code
         *     {code}}, {@code {title}} and {@code {detail}} in it; empty: a plain page
         */
        public Routes {
            Objects.requireNonNull(redirectOnSignInComplete, "redirectOnSignInComplete");
            Objects.requireNonNull(redirectOnSignOutComplete, "redirectOnSignOutComplete");
            Objects.requireNonNull(customState, "customState");
            Objects.requireNonNull(errorPage, "errorPage");
        }
    }

    /** The SameSite attribute of a cookie (RFC 6265bis, section 4.1.2.7). */
    public enum SameSite {
        /** Only with requests that this site started. */
        STRICT("strict"),
        /** Also when another site links here. */
        LAX("lax"),
        /** With every request. */
        NONE("none");

        private final String attribute;

        SameSite(String attribute) {
            this.attribute = attribute;
        }

        /** {@return the value as it stands in Set-Cookie} */
        public String attribute() {
            return attribute;
        }
    }

    /**
     * Attributes of the session cookies.
     *
     * @param domain the Domain attribute; empty: only the host that set them gets them back
     * @param sameSite the SameSite attribute; empty: {@code strict} with an origin, {@code lax} without one
     * @param maxAge the Max-Age attribute in seconds; empty only where {@code expires} is set instead
     * @param expires the Expires attribute; empty without one
     */
    public record Cookies(
            Optional<String> domain, Optional<SameSite> sameSite, Optional<Long> maxAge, Optional<Instant> expires) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param domain the Domain attribute; empty: only the host that set them gets them back
         * @param sameSite the SameSite attribute; empty: {@code strict} with an origin, {@code lax} without one
         * @param maxAge the Max-Age attribute in seconds; empty only where {@code expires} is set instead
         * @param expires the Expires attribute; empty without one
         */
        public Cookies {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(sameSite, "sameSite");
            Objects.requireNonNull(maxAge, "maxAge");
            Objects.requireNonNull(expires, "expires");
        }
    }

    /** Where the tokens of a session are between requests. */
    public enum Store {
        /** In the cookies that Amplify uses. A Next.js application can share the session. */
        COOKIES,
        /** In the store that the nodes share. The browser has one cookie with a random value. */
        SHARED,
        /** In the HTTP session of the servlet container. */
        HTTP_SESSION
    }

    /**
     * Where the tokens of sessions are, and how long sessions last.
     *
     * @param store where the tokens are between requests
     * @param idleTimeout how long a session in the shared store lasts without a request
     * @param absoluteTimeout how long a session in the shared store lasts after the sign-in; the refresh token ends it
     *     earlier
     */
    public record Session(Store store, Duration idleTimeout, Duration absoluteTimeout) {

        /** The tokens are in cookies, which last as long as their attributes say. */
        public static final Session IN_COOKIES = new Session(Store.COOKIES, Duration.ofDays(30), Duration.ofDays(30));

        /**
         * Checks that no component is {@code null}.
         *
         * @param store where the tokens are between requests
         * @param idleTimeout how long a session in the shared store lasts without a request
         * @param absoluteTimeout how long a session in the shared store lasts after the sign-in; the refresh token ends
         *     it earlier
         */
        public Session {
            Objects.requireNonNull(store, "store");
            Objects.requireNonNull(idleTimeout, "idleTimeout");
            Objects.requireNonNull(absoluteTimeout, "absoluteTimeout");
        }
    }

    /**
     * The paths below the context root that need a session. A pattern is an exact path ({@code /account}), or it ends
     * in {@code /*} and then covers the path and everything below it.
     *
     * @param protectedPaths the paths that need a session; unmodifiable
     * @param excludedPaths the exceptions from the protected paths; unmodifiable
     * @param allowedInPaths what paths may contain although servers read it differently: {@code %25}, {@code %2F} or
     *     {@code ;}; unmodifiable
     * @param signInPath where a browser without a session is sent, below the context root; empty: the route sign-in, or
     *     {@code /sign-in} where there are no routes
     */
    public record Paths(
            List<String> protectedPaths,
            List<String> excludedPaths,
            List<String> allowedInPaths,
            Optional<String> signInPath) {

        /** No path needs a session. */
        public static final Paths NONE = new Paths(List.of(), List.of(), List.of(), Optional.empty());

        /**
         * Checks that no component is {@code null} and copies the lists.
         *
         * @param protectedPaths the paths that need a session; unmodifiable
         * @param excludedPaths the exceptions from the protected paths; unmodifiable
         * @param allowedInPaths what paths may contain although servers read it differently: {@code %25}, {@code %2F}
         *     or {@code ;}; unmodifiable
         * @param signInPath where a browser without a session is sent, below the context root; empty: the route
         *     sign-in, or {@code /sign-in} where there are no routes
         */
        public Paths {
            protectedPaths = List.copyOf(protectedPaths);
            excludedPaths = List.copyOf(excludedPaths);
            allowedInPaths = List.copyOf(allowedInPaths);
            Objects.requireNonNull(signInPath, "signInPath");
        }
    }

    /**
     * How callers are known beside the cookies.
     *
     * @param jakartaSecurity whether the user of the session is the caller of Jakarta Security: {@code @RolesAllowed},
     *     security constraints and {@code jakarta.security.enterprise.SecurityContext} use the session
     * @param bearerTokens whether {@code Authorization: Bearer} with an access token of the user pool is accepted
     *     instead of cookies (RFC 6750, section 2.1)
     * @param microprofileJwt whether the server's MicroProfile JWT is configured by the user pool, and everything in
     *     {@code Authorization} must be an access token of the app client; bearer tokens are accepted then
     */
    public record Callers(boolean jakartaSecurity, boolean bearerTokens, boolean microprofileJwt) {}

    /**
     * Checks that no component is {@code null}.
     *
     * @param origin the origin of the application, for example {@code https://app.example.com}; empty: the auth routes
     *     are off and cookies are shared with the browser's own Amplify client
     * @param routes where the auth routes lead
     * @param cookies the attributes of the session cookies
     * @param session where the tokens of sessions are, and how long sessions last
     * @param paths the paths that need a session
     * @param callers how callers are known beside the cookies
     * @param signIn sign-in by a form of the application
     */
    public AppConfig {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(routes, "routes");
        Objects.requireNonNull(cookies, "cookies");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(paths, "paths");
        Objects.requireNonNull(callers, "callers");
        Objects.requireNonNull(signIn, "signIn");
    }
}
