package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The configuration of Cognito Managed Login (OAuth 2.0, authorization code with PKCE).
 *
 * @param domain the domain of Managed Login, without a scheme
 * @param endpoint the base URI of Managed Login, {@code https://{domain}} unless configured otherwise
 * @param scopes the scopes to ask for, for example {@code openid}; unmodifiable
 * @param redirectSignIn where Managed Login may send the browser after sign-in; the one with this application's origin
 *     is used; unmodifiable
 * @param redirectSignOut where Managed Login may send the browser after sign-out; the one with this application's
 *     origin is used; unmodifiable
 * @param parameters further parameters of every sign-in, by name, for example {@code resource}; unmodifiable
 * @param linkParameters the names of parameters that a link to the route sign-in or sign-up may have beside {@code
 *     provider}; unmodifiable
 * @since 0.1.0
 */
public record OAuthConfig(
        String domain,
        URI endpoint,
        List<String> scopes,
        List<String> redirectSignIn,
        List<String> redirectSignOut,
        Map<String, String> parameters,
        Set<String> linkParameters) {

    /**
     * Checks that no component is {@code null} and copies the lists.
     *
     * @param domain the domain of Managed Login, without a scheme
     * @param endpoint the base URI of Managed Login, {@code https://{domain}} unless configured otherwise
     * @param scopes the scopes to ask for, for example {@code openid}; unmodifiable
     * @param redirectSignIn where Managed Login may send the browser after sign-in; the one with this application's
     *     origin is used; unmodifiable
     * @param redirectSignOut where Managed Login may send the browser after sign-out; the one with this application's
     *     origin is used; unmodifiable
     * @param parameters further parameters of every sign-in, by name, for example {@code resource}; unmodifiable
     * @param linkParameters the names of parameters that a link to the route sign-in or sign-up may have beside {@code
     *     provider}; unmodifiable
     */
    public OAuthConfig {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(endpoint, "endpoint");
        scopes = List.copyOf(scopes);
        redirectSignIn = List.copyOf(redirectSignIn);
        redirectSignOut = List.copyOf(redirectSignOut);
        parameters = Map.copyOf(parameters);
        linkParameters = Set.copyOf(linkParameters);
    }
}
