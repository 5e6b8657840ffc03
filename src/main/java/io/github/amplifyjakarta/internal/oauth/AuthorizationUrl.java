package io.github.amplifyjakarta.internal.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.config.OAuthConfig;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The address of Managed Login to which the browser is sent (RFC 6749, section 4.1.1; RFC 7636, section 4.3). */
final class AuthorizationUrl {

    /** Values for Cognito's identity_provider parameter of the authorize endpoint. */
    private static final Map<String, String> PROVIDERS = Map.of(
            "google", "Google",
            "facebook", "Facebook",
            "amazon", "LoginWithAmazon",
            "apple", "SignInWithApple");

    /** OpenID Connect Core 1.0, section 3.1.2.1. */
    static final String PROMPT = "prompt";

    /** Managed Login shows no page; where one is needed, it sends the browser back with an error. */
    static final String SILENT = "none";

    /** The user signs in again. */
    static final String AGAIN = "login";

    private static final Set<String> PROMPTS = Set.of(SILENT, AGAIN, "select_account", "consent");

    private final String endpoint;
    private final OAuthConfig oauth;
    private final String clientId;
    private final String redirectUri;

    AuthorizationUrl(FlowSettings settings) {
        this.oauth = settings.pool().oauth().orElseThrow();
        this.endpoint = oauth.endpoint().toString().replaceFirst("/$", "");
        this.clientId = settings.pool().clientId();
        this.redirectUri = settings.redirectUri();
    }

    /** {@return the address, with every parameter} */
    String url(SignInOptions options, FlowProof proof) {
        StringBuilder url =
                new StringBuilder(endpoint).append(options.page().path).append('?');
        add(url, "redirect_uri", redirectUri);
        add(url, "response_type", "code");
        add(url, "client_id", clientId);
        if (!oauth.scopes().isEmpty()) { // without the parameter Cognito grants all scopes of the app client
            add(url, "scope", String.join(" ", oauth.scopes()));
        }
        add(url, "state", proof.state());
        add(url, "code_challenge", proof.codeChallenge());
        add(url, "code_challenge_method", "S256");
        Map<String, String> more = options.parameters();
        if (!SILENT.equals(more.get(PROMPT))) { // the provider would show a page of its own
            options.provider().ifPresent(name -> add(url, "identity_provider", provider(name)));
        }
        more.forEach((name, value) -> add(url, name, value));
        return url.substring(0, url.length() - 1);
    }

    /** {@return what the configuration says, and what a link may add to it} */
    Map<String, String> parameters(Map<String, String> link) {
        Map<String, String> parameters = new TreeMap<>(link);
        parameters.keySet().retainAll(oauth.linkParameters());
        parameters.values().removeIf(String::isEmpty);
        parameters.computeIfPresent(PROMPT, (name, value) -> PROMPTS.contains(value) ? value : null);
        parameters.putAll(oauth.parameters());
        return parameters;
    }

    private static String provider(String name) {
        return PROVIDERS.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    private static void add(StringBuilder url, String name, String value) {
        url.append(name).append('=').append(URLEncoder.encode(value, UTF_8)).append('&');
    }
}
