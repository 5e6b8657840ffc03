package io.github.amplifyjakarta.internal.cookie;

import io.github.amplifyjakarta.config.AppConfig;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Set-Cookie line (RFC 6265bis, section 4.1).
 *
 * @param name the name as it is written in the line, already encoded
 * @param value the value, which is encoded during rendering; empty for a deletion
 * @param attributes the attributes
 */
public record SetCookie(String name, String value, Attributes attributes) {

    /** The limit for name and value together. Browsers silently drop longer cookies (RFC 6265bis, section 5.6). */
    public static final int LONGEST = 4_096;

    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[\\s;=\\p{Cntrl}]");

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Rejects a name with characters that would end it and start another part of the line. */
    public SetCookie {
        if (name.isEmpty() || NOT_IN_A_NAME.matcher(name).find()) {
            throw new IllegalArgumentException("not the name of a cookie");
        }
    }

    /**
     * The attributes of a cookie.
     *
     * @param domain Domain; empty for this host only
     * @param sameSite SameSite: strict, lax or none
     * @param secure Secure
     * @param httpOnly HttpOnly
     * @param maxAge Max-Age in seconds; zero deletes
     * @param expires Expires
     * @param path Path
     */
    public record Attributes(
            Optional<String> domain,
            String sameSite,
            boolean secure,
            boolean httpOnly,
            Optional<Long> maxAge,
            Optional<Instant> expires,
            String path) {

        /** {@return the attributes of a cookie for all paths, without Domain, Max-Age, Expires, Secure and HttpOnly} */
        public static Attributes of(String sameSite) {
            return new Attributes(Optional.empty(), sameSite, false, false, Optional.empty(), Optional.empty(), "/");
        }

        /**
         * {@return the attributes of a cookie that exists while the browser is at another site} The browser returns
         * with a navigation from that site, for which it would omit SameSite=Strict cookies.
         *
         * @param app an application with an origin
         * @param maxAge Max-Age in seconds
         */
        public static Attributes ofFlow(AppConfig app, long maxAge) {
            boolean secure = app.origin().orElseThrow().startsWith("https:");
            return of("lax")
                    .domain(app.cookies().domain())
                    .secure(secure)
                    .httpOnly(true)
                    .lifetime(Optional.of(maxAge), Optional.empty());
        }

        /** {@return the same attributes without Domain} */
        public Attributes ofThisHost() {
            return domain(Optional.empty());
        }

        /** {@return the same attributes with a Domain; empty for this host only} */
        public Attributes domain(Optional<String> chosen) {
            return new Attributes(chosen, sameSite, secure, httpOnly, maxAge, expires, path);
        }

        /** {@return the same attributes with or without Secure} */
        public Attributes secure(boolean chosen) {
            return new Attributes(domain, sameSite, chosen, httpOnly, maxAge, expires, path);
        }

        /** {@return the same attributes with or without HttpOnly} */
        public Attributes httpOnly(boolean chosen) {
            return new Attributes(domain, sameSite, secure, chosen, maxAge, expires, path);
        }

        /** {@return the same attributes with Max-Age and Expires} */
        public Attributes lifetime(Optional<Long> maximum, Optional<Instant> end) {
            return new Attributes(domain, sameSite, secure, httpOnly, maximum, end, path);
        }

        /** {@return the same attributes for a cookie that is sent only to a folder and the paths below it} */
        public Attributes below(String folder) {
            return new Attributes(domain, sameSite, secure, httpOnly, maxAge, expires, folder);
        }

        /**
         * {@return the same attributes for a deletion; a browser only finds the cookie with the same Domain and Path}
         */
        public Attributes deleting() {
            return lifetime(Optional.of(0L), Optional.of(Instant.EPOCH));
        }
    }

    /** {@return the line that sets a cookie; the name is encoded as in js-cookie} */
    public static SetCookie set(String name, String value, Attributes attributes) {
        return new SetCookie(CookieText.encodeName(name), value, attributes);
    }

    /** {@return the line that deletes a cookie with these attributes, under the name that the browser sent} */
    public static SetCookie delete(String sentName, Attributes attributes) {
        return new SetCookie(sentName, "", attributes.deleting());
    }

    /** {@return the length of name and value in bytes, as browsers count them} */
    public int size() {
        return name.length() + CookieText.encodeValue(value).length();
    }

    /** {@return the value of the Set-Cookie header} */
    public String render() {
        StringBuilder line = new StringBuilder(name.length() + value.length() + 96)
                .append(name)
                .append('=')
                .append(CookieText.encodeValue(value))
                .append("; Path=")
                .append(attributes.path());
        attributes.expires().ifPresent(at -> line.append("; Expires=").append(HTTP_DATE.format(at)));
        attributes.maxAge().ifPresent(seconds -> line.append("; Max-Age=").append(seconds));
        attributes.domain().ifPresent(domain -> line.append("; Domain=").append(domain));
        if (attributes.secure()) {
            line.append("; Secure");
        }
        if (attributes.httpOnly()) {
            line.append("; HttpOnly");
        }
        return line.append("; SameSite=").append(attributes.sameSite()).toString();
    }

    @Override
    public String toString() {
        return "SetCookie[" + name + (value.isEmpty() ? ", deleted]" : ", <redacted>]");
    }
}
