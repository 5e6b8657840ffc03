package io.github.amplifyjakarta.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The pages of Managed Login: sign in, sign up, confirm, new password; its own session makes a second sign-in silent. */
final class ManagedLogin {

    private static final String SESSION = "sandbox-cognito";

    /** What the app clients may ask for. */
    private static final Set<String> SCOPES =
            Set.of("openid", "email", "profile", "phone", "aws.cognito.signin.user.admin");

    private final Settings settings;
    private final UserPool pool;
    private final Map<String, String> sessions = new ConcurrentHashMap<>();

    ManagedLogin(Settings settings, UserPool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    void authorize(Exchange exchange) throws IOException {
        Map<String, String> query = exchange.query();
        if (refused(exchange, query)) {
            return;
        }
        Optional<String> user = exchange.cookie(SESSION).map(sessions::get);
        String prompt = query.getOrDefault("prompt", "");
        String scope = query.getOrDefault("scope", "").isBlank() ? "openid" : query.get("scope");
        if (!SCOPES.containsAll(List.of(scope.split(" +")))) {
            sendBack(exchange, query, "error", "invalid_scope"); // RFC 6749, section 4.1.2.1
        } else if (user.isPresent() && !prompt.equals("login")) {
            sendBack(exchange, query, user.get());
        } else if (prompt.equals("none")) {
            sendBack(exchange, query, "error", "login_required"); // OpenID Connect Core, section 3.1.2.6
        } else {
            exchange.html(200, Pages.signIn(query, ""));
        }
    }

    /** What Cognito answers with an error page, because nobody can be sent anywhere. */
    private boolean refused(Exchange exchange, Map<String, String> query) throws IOException {
        String reason = "";
        Optional<Settings.AppClient> client = settings.client(query.getOrDefault("client_id", ""));
        if (client.isEmpty()) {
            reason = "client_id is \"" + query.getOrDefault("client_id", "") + "\", expected an app client of "
                    + settings.poolId();
        } else if (!client.get().redirects().contains(query.get("redirect_uri"))) {
            reason = "redirect_mismatch: redirect_uri is \"" + query.getOrDefault("redirect_uri", "")
                    + "\", expected one of " + String.join(", ", client.get().redirects());
        } else if (!"code".equals(query.get("response_type"))) {
            reason = "unsupported response_type";
        } else if (!"S256".equals(query.get("code_challenge_method"))
                || query.getOrDefault("code_challenge", "").length() != 43) {
            reason = "code_challenge is missing";
        }
        if (!reason.isEmpty()) {
            exchange.html(400, Pages.error(reason));
        }
        return !reason.isEmpty();
    }

    /** {@return what a page of the flow was sent: its form, or the query of a link} */
    private static Map<String, String> sent(Exchange exchange) {
        return exchange.method().equals("POST") ? exchange.form() : exchange.query();
    }

    void signIn(Exchange exchange) throws IOException {
        Map<String, String> form = sent(exchange);
        if (refused(exchange, form)) {
            return;
        }
        if (!exchange.method().equals("POST")) {
            exchange.html(200, Pages.signIn(form, ""));
            return;
        }
        Optional<UserPool.User> user =
                pool.authenticate(form.getOrDefault("username", ""), form.getOrDefault("password", ""));
        if (user.isEmpty()) {
            exchange.html(200, Pages.signIn(form, "Incorrect username or password."));
            return;
        }
        String session = UUID.randomUUID().toString();
        sessions.put(session, user.get().username());
        exchange.setCookie(SESSION + "=" + session + "; Path=/; HttpOnly; SameSite=Lax");
        sendBack(exchange, form, user.get().username());
    }

    private void sendBack(Exchange exchange, Map<String, String> flow, String username) throws IOException {
        String code = pool.issueCode(
                username,
                flow.get("client_id"),
                flow.get("redirect_uri"),
                flow.get("code_challenge"),
                flow.getOrDefault("scope", "openid"));
        sendBack(exchange, flow, "code", code);
    }

    private static void sendBack(Exchange exchange, Map<String, String> flow, String parameter, String value)
            throws IOException {
        exchange.redirect(flow.get("redirect_uri") + "?" + parameter + "=" + value + "&state="
                + URLEncoder.encode(flow.getOrDefault("state", ""), UTF_8));
    }

    void signUp(Exchange exchange) throws IOException {
        Map<String, String> flow = sent(exchange);
        if (refused(exchange, flow)) {
            return;
        }
        if (!exchange.method().equals("POST")) {
            exchange.html(200, Pages.signUp(flow, ""));
            return;
        }
        try {
            UserPool.User user = pool.signUp(
                    flow.get("username"), flow.getOrDefault("email", ""), flow.getOrDefault("password", ""));
            exchange.html(200, Pages.confirm(flow, user.confirmationCode(), ""));
        } catch (ServiceException e) {
            exchange.html(200, Pages.signUp(flow, String.valueOf(e.getMessage())));
        }
    }

    void confirm(Exchange exchange) throws IOException {
        Map<String, String> form = exchange.form();
        if (refused(exchange, form)) {
            return;
        }
        String username = form.getOrDefault("username", "");
        if (pool.confirm(username, form.getOrDefault("code", ""))) {
            sendBack(exchange, form, username);
        } else {
            exchange.html(200, Pages.confirm(form, "", "Invalid verification code provided, please try again."));
        }
    }

    void forgotPassword(Exchange exchange) throws IOException {
        Map<String, String> flow = sent(exchange);
        if (refused(exchange, flow)) {
            return;
        }
        if (!exchange.method().equals("POST")) {
            exchange.html(200, Pages.forgotPassword(flow));
            return;
        }
        pool.forgotPassword(flow.getOrDefault("username", ""));
        exchange.html(200, Pages.newPassword(flow, ""));
    }

    void confirmForgotPassword(Exchange exchange) throws IOException {
        Map<String, String> form = exchange.form();
        if (refused(exchange, form)) {
            return;
        }
        try {
            pool.resetPassword(
                    form.getOrDefault("username", ""),
                    form.getOrDefault("code", ""),
                    form.getOrDefault("password", ""));
            exchange.html(200, Pages.signInAnew(form));
        } catch (ServiceException e) {
            exchange.html(200, Pages.newPassword(form, String.valueOf(e.getMessage())));
        }
    }

    /** Ends the session of these pages; then leads to {@code logout_uri}, or, without one, to a new sign-in. */
    void logout(Exchange exchange) throws IOException {
        Map<String, String> query = exchange.query();
        boolean signInAgain = !query.containsKey("logout_uri") && query.containsKey("redirect_uri");
        if (signInAgain && refused(exchange, query)) {
            return;
        }
        if (!signInAgain
                && settings.client(query.getOrDefault("client_id", ""))
                        .filter(client -> client.logouts().contains(query.get("logout_uri")))
                        .isEmpty()) {
            exchange.html(400, Pages.error("logout_uri is not registered"));
            return;
        }
        exchange.cookie(SESSION).ifPresent(sessions::remove);
        exchange.setCookie(SESSION + "=; Path=/; Max-Age=0");
        if (signInAgain) {
            exchange.html(200, Pages.signIn(query, ""));
        } else {
            exchange.redirect(query.get("logout_uri"));
        }
    }
}
