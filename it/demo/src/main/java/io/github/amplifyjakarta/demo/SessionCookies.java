package io.github.amplifyjakarta.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.AppConfig;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The session cookies of this request, in words. Their values are secrets, so no method returns one. */
@Named
@RequestScoped
public class SessionCookies {

    private static final Map<String, String> MEANINGS = Map.of(
            "session", "A random value. The tokens are sealed by it, in the store of the nodes.",
            "LastAuthUser", "Says whose tokens the other three are.",
            "accessToken", "Proves the session. The server verifies its signature on each request.",
            "idToken", "Who you are: name, e-mail address, groups. Signed by Cognito.",
            "refreshToken", "Gets new tokens from Cognito, without another sign-in.");

    @Inject
    HttpServletRequest request;

    @Inject
    AmplifyConfig config;

    /**
     * A cookie without its value.
     *
     * @param name its full name
     * @param part what it holds: the last part of its name
     * @param meaning what it is for
     * @param size the bytes of name and value, which browsers limit to 4,096
     */
    public record Described(String name, String part, String meaning, int size) {}

    /** {@return the session cookies that came with this request} */
    public List<Described> getAll() {
        Cookie[] sent = request.getCookies();
        return Stream.of(sent == null ? new Cookie[0] : sent)
                .filter(cookie -> isOfSession(cookie.getName()))
                .map(SessionCookies::describe)
                .sorted(Comparator.comparing(Described::part))
                .toList();
    }

    private static boolean isOfSession(String name) {
        return name.startsWith("CognitoIdentityServiceProvider.") || isOfStore(name);
    }

    /** Whether the tokens are in the store that nodes share. */
    private static boolean isOfStore(String name) {
        return name.startsWith("amplify.") || name.startsWith("__Host-amplify.");
    }

    private static Described describe(Cookie cookie) {
        String name = cookie.getName();
        String part = isOfStore(name) ? "session" : name.substring(name.lastIndexOf('.') + 1);
        int size = (name + cookie.getValue()).getBytes(UTF_8).length;
        return new Described(
                name, part, MEANINGS.getOrDefault(part, "Kept by the Amplify client of the browser."), size);
    }

    /** {@return whether scripts cannot read them; a request does not show it, so the configuration has to} */
    public boolean isHttpOnly() {
        return config.app().origin().isPresent();
    }

    /** {@return the attribute SameSite of the cookies} */
    public String getSameSite() {
        return config.app()
                .cookies()
                .sameSite()
                .orElse(isHttpOnly() ? AppConfig.SameSite.STRICT : AppConfig.SameSite.LAX)
                .attribute();
    }
}
