package io.github.amplifyjakarta.internal.exchange;

import io.github.amplifyjakarta.internal.cookie.SetCookie;
import java.util.List;

/**
 * A page that redirects in the browser. A 302 would still belong to a navigation from another site, and the browser
 * would omit SameSite=Strict cookies.
 */
public final class RedirectPage {

    private RedirectPage() {}

    public static ShortCircuitResponse to(String target, List<SetCookie> cookies) {
        String page = String.format(
                """

                <!DOCTYPE html>
                \t<html>
                \t<head>
                \t\t\t<title>Redirecting...</title>
                \t\t\t<meta http-equiv="refresh" content="0; URL='%1$s'" />
                \t\t\t<script>window.location.replace("%2$s")</script>
                \t</head>
                \t<body>
                \t\t\t<p>If you are not redirected automatically, follow this <a href="%1$s">link to the new page</a>.</p>
                \t</body>
                </html>""", html(target.replace("'", "%27")), javaScript(target)); // a quote would end the URL of the refresh
        return ShortCircuitResponse.page(page, cookies);
    }

    public static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Escapes text for a string literal in a script element. All characters that could end either one are escaped. */
    private static String javaScript(String text) {
        StringBuilder literal = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 || "\"'\\<>&".indexOf(c) >= 0) {
                literal.append(String.format("\\u%04x", c));
            } else {
                literal.append((char) c);
            }
        });
        return literal.toString();
    }
}
