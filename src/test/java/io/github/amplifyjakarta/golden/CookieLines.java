package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.internal.cookie.CookieText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Set-Cookie lines in a form that can be compared. The differences that are the same everywhere are named here:
 *
 * <ul>
 *   <li>order: lines for different names may come in any order;
 *   <li>dialect: the original deletes a cookie before it sets it on some responses; the last line counts;
 *   <li>expires: Expires beside Max-Age is left out where it says the same;
 *   <li>flow-cookie: our one cookie for a flow stands for the original's fixed pair of state and verifier;
 *   <li>deletion: ours carry the attributes that the cookie was set with (a browser needs them), the original's Path and
 *       Domain at most; cookies that the browser did not send need no deletion; with the tokens of a user everything
 *       else goes that the browser sent for that user;
 *   <li>identity: the original keeps a guest's identity in a cookie; here all guests share the application's, and
 *       nothing is left to keep in the browser.
 * </ul>
 */
final class CookieLines {

    static final String FLOW = "com.amplify.server_auth.flow.";
    private static final String SERVER_AUTH = "com.amplify.server_auth.";
    private static final String IDENTITY = "com.amplify.Cognito.";
    private static final String DELETED = "(deleted)";

    private static final Set<String> TOKENS = Set.of("accessToken", "idToken", "refreshToken", "LastAuthUser");

    /** How the original deletes: each of its three kinds of response has its own way. */
    private static final Set<Set<String>> DELETIONS = Set.of(
            Set.of("path=/", "max-age=-1"),
            Set.of("path=/", "expires=thu, 01 jan 1970 00:00:00 gmt"),
            Set.of("expires=thu, 01 jan 1970 00:00:00 gmt"));

    private CookieLines() {}

    /**
     * {@return cookies by their name: value and attributes, or that they are deleted}
     *
     * @param now what Expires is measured from
     */
    static Map<String, String> normalized(List<String> lines, Instant now) {
        Map<String, String> cookies = new TreeMap<>();
        for (String line : lines) {
            String[] pair = line.split(";", 2)[0].split("=", 2);
            Set<String> attributes = attributes(line, now);
            String name = CookieText.decode(pair[0]);
            if (name.startsWith(FLOW) && !pair[1].isEmpty()) {
                String[] flow = pair[1].split("\\.", 3);
                cookies.put(SERVER_AUTH + "state", flow[1] + " " + attributes);
                cookies.put(SERVER_AUTH + "pkce", flow[2] + " " + attributes);
                continue;
            }
            String before = cookies.put(
                    name,
                    pair[1].isEmpty() && deletes(attributes) ? DELETED : CookieText.decode(pair[1]) + " " + attributes);
            if (before != null && !before.equals(DELETED)) {
                cookies.put(name + " (before)", before);
            }
        }
        return cookies;
    }

    private static Set<String> attributes(String line, Instant now) {
        Set<String> attributes = List.of(line.split(";\\s*")).stream()
                .skip(1)
                .map(part -> part.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        Optional<Instant> end = attribute(attributes, "max-age=")
                .filter(seconds -> seconds.matches("\\d+"))
                .map(seconds -> now.plusSeconds(Long.parseLong(seconds)).truncatedTo(ChronoUnit.SECONDS));
        if (end.isPresent()
                && attribute(attributes, "expires=").flatMap(CookieLines::date).equals(end)) {
            attributes.removeIf(part -> part.startsWith("expires="));
        }
        return attributes;
    }

    private static Optional<String> attribute(Set<String> attributes, String name) {
        return attributes.stream()
                .filter(part -> part.startsWith(name))
                .map(part -> part.substring(name.length()))
                .findFirst();
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean deletes(Set<String> attributes) {
        Set<String> withoutDomain =
                attributes.stream().filter(part -> !part.startsWith("domain=")).collect(Collectors.toSet());
        return DELETIONS.contains(withoutDomain) || attributes.contains("max-age=0");
    }

    /**
     * {@return what is wrong with deletions of ours: a browser only finds a cookie with the attributes that it was set with}
     *
     * @param lines our lines
     * @param set how cookies of their kind are set, without Max-Age and Expires
     */
    static List<String> undeletable(List<String> lines, Predicate<Set<String>> set) {
        return lines.stream()
                .filter(line -> line.split(";", 2)[0].endsWith("="))
                .filter(line -> {
                    Set<String> attributes = attributes(line, Instant.EPOCH);
                    return !attributes.remove("max-age=0") || !set.test(attributes);
                })
                .toList();
    }

    /**
     * {@return what differs, empty when nothing does}
     *
     * @param sent names of the cookies that the browser sent
     */
    static Map<String, String> differences(Map<String, String> golden, Map<String, String> ours, Set<String> sent) {
        Map<String, String> differences = new LinkedHashMap<>();
        golden.forEach((name, value) -> {
            boolean needless = value.equals(DELETED)
                    ? !sent.contains(name) && isOfTheSession(name, golden, sent)
                    : name.startsWith(IDENTITY);
            boolean leftOut = needless && ours.getOrDefault(name, DELETED).equals(DELETED);
            if (!leftOut && !value.equals(ours.get(name))) {
                differences.put(name, "golden " + value + ", ours " + ours.get(name));
            }
        });
        ours.forEach((name, value) -> {
            boolean goesToo = value.equals(DELETED) && goesWithTheSession(name, golden, sent);
            if (!golden.containsKey(name) && !goesToo) {
                differences.put(name, "golden none, ours " + value);
            }
        });
        return differences;
    }

    /** {@return whether a cookie stands beside tokens that the original deletes} */
    private static boolean goesWithTheSession(String name, Map<String, String> golden, Set<String> sent) {
        String owner = name.substring(0, name.lastIndexOf('.') + 1);
        boolean besideTokens = !TOKENS.contains(name.substring(owner.length()));
        return besideTokens && sent.contains(name) && DELETED.equals(golden.get(owner + "accessToken"));
    }

    /** {@return whether a cookie is one that the original deletes without looking whether it is there} */
    private static boolean isOfTheSession(String name, Map<String, String> golden, Set<String> sent) {
        if (Set.of("state", "pkce", "isSigningOut", "isSigningOutRedirecting")
                .contains(name.substring(Math.min(name.length(), SERVER_AUTH.length())))) {
            return name.startsWith(SERVER_AUTH);
        }
        String owner = name.substring(0, name.lastIndexOf('.') + 1);
        String what = name.substring(owner.length());
        boolean known = Set.of(
                        "accessToken",
                        "idToken",
                        "refreshToken",
                        "clockDrift",
                        "signInDetails",
                        "deviceKey",
                        "deviceGroupKey",
                        "randomPasswordKey",
                        "oauthMetadata",
                        "LastAuthUser",
                        "identityId")
                .contains(what);
        return known
                && (sent.stream().anyMatch(other -> other.startsWith(owner))
                        || golden.keySet().stream().anyMatch(other -> other.startsWith(owner) && !other.equals(name)));
    }
}
