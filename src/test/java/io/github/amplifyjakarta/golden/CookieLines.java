package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.internal.cookie.CookieText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Set-Cookie lines in a form that can be compared. The differences that are the same everywhere are named here:
 *
 * <ul>
 *   <li>order: lines for different names may come in any order;
 *   <li>dialect: the original deletes a cookie before it sets it on some responses; the last line counts;
 *   <li>expires: Expires beside Max-Age says the same and is left out;
 *   <li>flow-cookie: our one cookie for a flow stands for the original's fixed pair of state and verifier;
 *   <li>deletion: a deletion counts by its name, because ours carry Domain and the other attributes (a browser needs
 *       them) and the original's do not; cookies that the browser did not send need no deletion, and we delete more of
 *       those it sent;
 *   <li>identity: the original keeps a guest's identity in a cookie; here all guests share the application's, and
 *       nothing is left to keep in the browser.
 * </ul>
 */
final class CookieLines {

    static final String FLOW = "com.amplify.server_auth.flow.";
    private static final String IDENTITY = "com.amplify.Cognito.";
    private static final String DELETED = "(deleted)";

    private CookieLines() {}

    static Map<String, String> normalized(List<String> lines) {
        Map<String, String> cookies = new TreeMap<>();
        for (String line : lines) {
            List<String> parts = List.of(line.split(";\\s*"));
            String[] pair = parts.get(0).split("=", 2);
            String attributes = attributes(parts.subList(1, parts.size()));
            String name = CookieText.decode(pair[0]);
            if (name.startsWith(FLOW) && !pair[1].isEmpty()) {
                String[] flow = pair[1].split("\\.", 3);
                cookies.put("com.amplify.server_auth.state", flow[1] + " " + attributes);
                cookies.put("com.amplify.server_auth.pkce", flow[2] + " " + attributes);
            } else {
                cookies.put(name, pair[1].isEmpty() ? DELETED : CookieText.decode(pair[1]) + " " + attributes);
            }
        }
        return cookies;
    }

    private static String attributes(List<String> parts) {
        Set<String> attributes = parts.stream()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        if (attributes.stream().anyMatch(part -> part.startsWith("max-age="))) {
            attributes.removeIf(part -> part.startsWith("expires="));
        }
        return attributes.toString();
    }

    /** {@return what differs, empty when nothing does} */
    static Map<String, String> differences(Map<String, String> golden, Map<String, String> ours, Set<String> sent) {
        Map<String, String> differences = new LinkedHashMap<>();
        golden.forEach((name, value) -> {
            boolean needless = value.equals(DELETED) ? !sent.contains(name) : name.startsWith(IDENTITY);
            if (!needless && !value.equals(ours.get(name))) {
                differences.put(name, "golden " + value + ", ours " + ours.get(name));
            }
        });
        ours.forEach((name, value) -> {
            boolean deletesMore = value.equals(DELETED) && sent.contains(name);
            if (!golden.containsKey(name) && !deletesMore) {
                differences.put(name, "golden none, ours " + value);
            }
        });
        return differences;
    }
}
