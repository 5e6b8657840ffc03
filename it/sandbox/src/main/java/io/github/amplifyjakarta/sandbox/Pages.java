package io.github.amplifyjakarta.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plain pages that work without scripts; every text is escaped. */
final class Pages {

    private static final List<String> FLOW = List.of(
            "client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method");

    private static final String STYLE = """
            :root{color-scheme:light dark;--text:#1b1f24;--page:#f3f4f6;--card:#fff;--line:#8c959f;--quiet:#57606a;\
            --action:#0550ae;--on-action:#fff;--alert:#a40e26}
            @media (prefers-color-scheme:dark){:root{--text:#e6edf3;--page:#0d1117;--card:#161b22;--line:#6e7681;\
            --quiet:#9da7b1;--action:#79c0ff;--on-action:#0d1117;--alert:#ff9492}}
            *{box-sizing:border-box}
            body{margin:0;padding:1rem;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
            main,header{max-width:28rem;margin:1rem auto}
            main{padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;\
            overflow-wrap:anywhere}
            header,nav{color:var(--quiet);font-size:.85rem}
            h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.2}
            label{display:block;font-weight:600}
            input{width:100%;padding:.5rem;font:inherit;color:inherit;background:transparent;\
            border:1px solid var(--line);border-radius:.25rem}
            button{width:100%;padding:.6rem;font:inherit;font-weight:600;color:var(--on-action);\
            background:var(--action);border:0;border-radius:.25rem;cursor:pointer}
            a{color:var(--action)}
            nav a{display:inline-block;margin:1rem 1rem 0 0}
            :focus-visible{outline:3px solid var(--action);outline-offset:2px}
            [role=alert]{color:var(--alert);font-weight:600}
            b{white-space:nowrap}
            table{width:100%;border-collapse:collapse}
            th,td{padding:.3rem .5rem .3rem 0;text-align:left;vertical-align:top}
            """;

    private static final String MAIL_LINK =
            "<a href=\"/sandbox/mail\" target=\"_blank\">the sandbox's mail (new tab)</a>";

    private static final Link SIGN_IN = new Link("/login", "Sign in");
    private static final Link SIGN_UP = new Link("/signup", "Sign up");
    private static final Link FORGOT = new Link("/forgotPassword", "Forgot your password?");

    /** A link to a page of the same flow. */
    private record Link(String path, String text) {}

    private Pages() {}

    static String signIn(Map<String, String> flow, String message) {
        return signInWith(flow, alert(message));
    }

    /** The sign-in page after a new password was set. */
    static String signInAnew(Map<String, String> flow) {
        return signInWith(flow, "<p role=\"status\">Your password is changed. Sign in with the new one.</p>");
    }

    private static String signInWith(Map<String, String> flow, String notice) {
        return page(
                "Sign in",
                notice
                        + form(
                                "/login",
                                flow,
                                field("username", "Username or e-mail", "text", "username")
                                        + field("password", "Password", "password", "current-password"),
                                "Sign in")
                        + links(flow, SIGN_UP, FORGOT));
    }

    static String signUp(Map<String, String> flow, String message) {
        return page(
                "Sign up",
                alert(message)
                        + form(
                                "/signup",
                                flow,
                                field("username", "Username", "text", "username")
                                        + field("email", "E-mail", "email", "email")
                                        + field("password", "Password", "password", "new-password"),
                                "Sign up")
                        + links(flow, SIGN_IN, FORGOT));
    }

    static String confirm(Map<String, String> flow, String mailed, String message) {
        String hint =
                mailed.isEmpty() ? "" : "<p>Your code (Cognito would mail it): <b id=\"mailed\">" + mailed + "</b></p>";
        return page(
                "Confirm",
                alert(message)
                        + hint
                        + "<p>Codes are in " + MAIL_LINK + ".</p>"
                        + form(
                                "/confirm",
                                flow,
                                hidden("username", flow.getOrDefault("username", ""))
                                        + field("code", "Confirmation code", "text", "one-time-code"),
                                "Confirm")
                        + links(flow, SIGN_IN, SIGN_UP));
    }

    static String forgotPassword(Map<String, String> flow) {
        return page(
                "Forgot your password?",
                form(
                                "/forgotPassword",
                                flow,
                                field("username", "Username or e-mail", "text", "username"),
                                "Send me a code")
                        + links(flow, SIGN_IN, SIGN_UP));
    }

    static String newPassword(Map<String, String> flow, String message) {
        return page(
                "Set a new password",
                alert(message)
                        + "<p>If there is such a user, the code is in " + MAIL_LINK + ".</p>"
                        + form(
                                "/confirmForgotPassword",
                                flow,
                                hidden("username", flow.getOrDefault("username", ""))
                                        + field("code", "Code", "text", "one-time-code")
                                        + field("password", "New password", "password", "new-password"),
                                "Set the password")
                        + links(flow, SIGN_IN, FORGOT));
    }

    /** What Cognito would have mailed. */
    static String mail(List<UserPool.Mail> mails) {
        String rows = mails.stream()
                .map(mail -> "<tr><td>" + escape(mail.username()) + "<br>" + escape(mail.email()) + "</td><td>"
                        + mail.purpose() + "</td><td><b>" + mail.code() + "</b></td></tr>")
                .collect(Collectors.joining());
        return page(
                "Codes by mail",
                mails.isEmpty()
                        ? "<p>No code waits for its use.</p>"
                        : "<table><thead><tr><th scope=\"col\">To</th><th scope=\"col\">For</th>"
                                + "<th scope=\"col\">Code</th></tr></thead><tbody>" + rows + "</tbody></table>");
    }

    static String error(String reason) {
        return page("Error", alert(reason));
    }

    private static String form(String action, Map<String, String> flow, String fields, String button) {
        StringBuilder hidden = new StringBuilder();
        FLOW.forEach(name -> hidden.append(hidden(name, flow.getOrDefault(name, ""))));
        return "<form method=\"post\" action=\"" + action + "\">" + hidden + fields + "<button type=\"submit\">"
                + button + "</button></form>";
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escape(value) + "\">";
    }

    private static String field(String name, String label, String type, String autocomplete) {
        return "<p><label for=\"" + name + "\">" + label + "</label><input id=\"" + name + "\" name=\"" + name
                + "\" type=\"" + type + "\" autocomplete=\"" + autocomplete + "\" required></p>";
    }

    private static String links(Map<String, String> flow, Link... links) {
        String query = FLOW.stream()
                .map(name -> name + "=" + URLEncoder.encode(flow.getOrDefault(name, ""), UTF_8))
                .collect(Collectors.joining("&amp;", "?", ""));
        return Stream.of(links)
                .map(link -> "<a href=\"" + link.path() + query + "\">" + link.text() + "</a>")
                .collect(Collectors.joining("", "<nav>", "</nav>"));
    }

    private static String alert(String message) {
        return message.isEmpty() ? "" : "<p role=\"alert\">" + escape(message) + "</p>";
    }

    private static String page(String title, String content) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                + "</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                + "<link rel=\"icon\" href=\"data:,\"><style>" + STYLE + "</style></head>"
                + "<body><header>This is the local sandbox of amplify-jakarta, not Amazon Cognito.</header>"
                + "<main><h1>" + title + "</h1>" + content + "</main></body></html>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
