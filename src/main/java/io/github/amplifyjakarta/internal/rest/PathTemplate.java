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
 * A path with names in braces, which are replaced by values (RFC 6570, section 3.2.2, "Simple String Expansion"). All
 * characters of a value except unreserved ones are encoded, so that it stays one segment or one query value.
 */
final class PathTemplate {

    private static final Pattern NAME = Pattern.compile("\\{(\\w[\\w.-]*)}");

    private PathTemplate() {}

    /**
     * {@return the path with its values}
     *
     * @param given the values in the order of the names; a repeated name has the same value
     */
    static String expand(String template, @Nullable Object @Nullable ... given) {
        @Nullable Object[] values = given == null ? new @Nullable Object[] {null} : given; // a null is a single value
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

    /** An empty value would request another resource: a folder instead of an item in it. */
    private static String encoded(String template, String name, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty()) {
            throw ApiErrors.invalid("The value of {" + name + "} in the path \"" + template + "\" is "
                    + (value == null ? "null" : "empty") + ", expected a text.");
        }
        return QueryString.encode(text);
    }
}
