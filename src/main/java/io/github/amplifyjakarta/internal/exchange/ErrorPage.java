package io.github.amplifyjakarta.internal.exchange;

import java.util.Optional;

/** The page that users see when a sign-in or a page fails: the application's own or a plain one. */
public final class ErrorPage {

    public static final String MEDIA_TYPE = "text/html; charset=UTF-8";

    private static final String PLAIN = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }
            </style>
            </head>
            <body>
            <h1>{title}</h1>
            <p>{detail}</p>
            <p><small>{status} {code}</small></p>
            </body>
            </html>
            """;

    private final String template;

    /**
     * @param template HTML with {@code {status}}, {@code {code}}, {@code {title}} and {@code {detail}}; empty for a
     * plain page
     */
    public ErrorPage(Optional<String> template) {
        this.template = template.orElse(PLAIN);
    }

    public String html(Problem problem) {
        StringBuilder html = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
            int close = template.indexOf('}', open);
            Optional<String> value = close < 0 ? Optional.empty() : value(problem, template.substring(open + 1, close));
            if (value.isPresent()) {
                html.append(template, at, open).append(RedirectPage.html(value.get()));
                at = close + 1;
            }
        }
        return html.append(template, at, template.length()).toString();
    }

    private static Optional<String> value(Problem problem, String name) {
        return switch (name) {
            case "status" -> Optional.of(String.valueOf(problem.status()));
            case "code" -> Optional.of(problem.code());
            case "title" -> Optional.of(heading(problem.status()));
            case "detail" -> Optional.of(problem.detail());
            default -> Optional.empty();
        };
    }

    /** A heading for users. The title of a problem document is meant for programs. */
    private static String heading(int status) {
        return switch (status) {
            case 400 -> "This link does not work";
            case 401 -> "Please sign in";
            case 403 -> "This is not allowed";
            case 404 -> "This does not exist";
            case 503 -> "Please try again in a moment";
            default -> "Something went wrong";
        };
    }
}
