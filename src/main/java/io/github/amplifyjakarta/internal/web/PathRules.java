package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which paths need a session. Servers, proxies and frameworks read an odd path ({@code //}, {@code ;x}, {@code %2e},
 * {@code \}) each in its own way; here every way of reading it counts: a path is protected when its simplest reading is,
 * and an exception from that holds only for a path that is written plainly.
 */
final class PathRules {

    private static final Pattern ODD =
            Pattern.compile("//|[;\\\\\\p{Cntrl}]|%(?:25|2e|2f|3b|5c|[01]|7f)|/\\.{1,2}(?:/|$)");
    private static final int MOST_DECODINGS = 4;

    private final List<String> protectedPaths;
    private final List<String> excludedPaths;

    PathRules(AppConfig.Paths paths) {
        protectedPaths = paths.protectedPaths().stream().map(PathRules::lower).toList();
        excludedPaths = paths.excludedPaths().stream().map(PathRules::lower).toList();
    }

    /** {@return whether a path below the context root, as it was sent, needs a session} */
    boolean needsSession(String rawPath) {
        String path = simplest(rawPath);
        if (protectedPaths.stream().noneMatch(pattern -> matches(pattern, path))) {
            return false;
        }
        boolean plain = !ODD.matcher(lower(rawPath)).find();
        return !plain || excludedPaths.stream().noneMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(String pattern, String path) {
        if (!pattern.endsWith("/*")) {
            return path.equals(pattern.length() > 1 ? pattern.replaceFirst("/$", "") : pattern);
        }
        String base = pattern.substring(0, pattern.length() - 2);
        return path.equals(base) || path.startsWith(base + "/");
    }

    private static String simplest(String rawPath) {
        String path = rawPath;
        for (int i = 0; i < MOST_DECODINGS && path.indexOf('%') >= 0; i++) {
            path = CookieText.decode(path);
        }
        Deque<String> segments = new ArrayDeque<>();
        String readable = lower(path).replace('\\', '/').replaceAll("\\p{Cntrl}", "");
        for (String segment : readable.split("/")) {
            int parameters = segment.indexOf(';');
            String name = (parameters < 0 ? segment : segment.substring(0, parameters)).strip();
            if (name.equals("..")) {
                segments.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                segments.addLast(name);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
