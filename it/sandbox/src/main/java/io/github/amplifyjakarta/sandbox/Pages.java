package io.github.amplifyjakarta.sandbox;

import java.util.List;
import java.util.Map;

/** Plain pages that work without scripts; every text is escaped. */
final class Pages {

    private static final List<String> FLOW = List.of(
            "client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method");

    private Pages() {}

    static String signIn(Map<String, String> flow, String message) {
        return page(
                "Sign in",
                message,
                form(
                        "/login",
                        flow,
                        field("username", "Username or e-mail", "text", "username")
                                + field("password", "Password", "password", "current-password"),
                        "Sign in"));
    }

    static String signUp(Map<String, String> flow, String message) {
        return page(
                "Sign up",
                message,
                form(
                        "/signup",
                        flow,
                        field("username", "Username", "text", "username")
                                + field("email", "E-mail", "email", "email")
                                + field("password", "Password", "password", "new-password"),
                        "Sign up"));
    }

    static String confirm(Map<String, String> flow, String mailed, String message) {
        String hint =
                mailed.isEmpty() ? "" : "<p>Your code (Cognito would mail it): <b id=\"mailed\">" + mailed + "</b></p>";
        return page(
                "Confirm",
                message,
                hint
                        + form(
                                "/confirm",
                                flow,
                                hidden("username", flow.getOrDefault("username", ""))
                                        + field("code", "Confirmation code", "text", "one-time-code"),
                                "Confirm"));
    }

    static String error(String reason) {
        return page("Error", reason, "");
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
        return "<p><label for=\"" + name + "\">" + label + "</label><br><input id=\"" + name + "\" name=\"" + name
                + "\" type=\"" + type + "\" autocomplete=\"" + autocomplete + "\" required></p>";
    }

    private static String page(String title, String message, String content) {
        String alert = message.isEmpty() ? "" : "<p role=\"alert\">" + escape(message) + "</p>";
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                + "</title><meta name=\"viewport\" content=\"width=device-width\">"
                + "<style>body{font:1rem/1.5 system-ui;max-width:24rem;margin:3rem auto;padding:0 1rem}"
                + "input{font:inherit;width:100%;padding:.4rem}button{font:inherit;padding:.5rem 1.2rem}</style></head>"
                + "<body><main><h1>" + title + "</h1>" + alert + content + "</main></body></html>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
