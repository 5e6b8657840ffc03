package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.QueryString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path with names in braces, each of which stands for a value (RFC 6570, section 3.2.2, "Simple String Expansion"). Everything
 * in a value is encoded but what is unreserved, so it stays one segment, or one value of the query.
 */
final class PathTemplate {

    private static final Pattern NAME = Pattern.compile("\\{(\\w[\\w.-]*)}");

    private PathTemplate() {}

    /**
     * {@return the path with the values in it}
     *
     * @param given in the order of the names; a name that comes again has the same value
     */
    static String expand(String template, @Nullable Object @Nullable ... given) {
        @Nullable Object[] values = given == null ? new @Nullable Object[] {null} : given; // a null is one value
        List<String> names = NAME.matcher(template)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        if (names.size() != values.length) {
            throw ApiErrors.invalid("The path \"" + template + "\" was given " + values.length + " values, expected "
                    + names.size() + (names.isEmpty() ? "." : ": " + String.join(", ", names) + "."));
        }
        Map<String, String> encoded = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            encoded.put(names.get(i), encoded(template, names.get(i), values[i]));
        }
        return NAME.matcher(template).replaceAll(name -> replacement(encoded, name));
    }

    private static String replacement(Map<String, String> encoded, MatchResult name) {
        return Matcher.quoteReplacement(encoded.getOrDefault(name.group(1), ""));
    }

    /** An empty value would ask for something else: a folder instead of what is in it. */
    private static String encoded(String template, String name, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty()) {
            throw ApiErrors.invalid("The value of {" + name + "} in the path \"" + template + "\" is "
                    + (value == null ? "null" : "empty") + ", expected a text.");
        }
        return QueryString.encode(text);
    }
}
