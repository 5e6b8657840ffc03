package io.github.amplifyjakarta.it.ownaws;

import java.util.List;

/** Takes out of a text what nobody else may see. Every printed line goes through it. */
final class Redaction {

    /** A password of fewer letters would be found inside of words; Cognito takes none below six. */
    private static final int SHORTEST = 4;

    private static final int LONGEST_LINE = 500;

    private final List<String> secrets;

    Redaction(List<String> secrets) {
        this.secrets =
                secrets.stream().filter(secret -> secret.length() >= SHORTEST).toList();
    }

    /** {@return one line without secrets, tokens and the queries of URLs, which hold codes and signatures} */
    String line(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "<redacted>");
        }
        clean = clean.replaceAll("eyJ[\\w.=-]*", "<token>")
                .replaceAll("(https?://[^\\s?\"'<>]+)\\?[^\\s\"'<>]*", "$1?…")
                .replaceAll("\\s+", " ")
                .strip();
        return clean.length() <= LONGEST_LINE ? clean : clean.substring(0, LONGEST_LINE) + "…";
    }
}
