package io.github.amplifyjakarta.internal.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.config.AppConfig;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which paths need a session. Servers, proxies and frameworks read an odd path ({@code //}, {@code ;x}, {@code %2e},
 * {@code \}, broken encoding) each in its own way, so for an odd path it is enough that a protected path stands anywhere
 * in it, before or after dots are resolved. An exception holds only for a path that is written plainly.
 */
final class PathRules {

    private static final Pattern ODD =
            Pattern.compile("//|[;\\\\\\p{Cntrl}\\uFFFD]|/\\s|\\s(?:/|$)|/\\.{1,2}(?:/|$)|%");
    private static final Pattern ODD_RAW = Pattern.compile("(?i)%(?:2f|5c|25)|%(?![0-9a-f]{2})");
    private static final int MOST_DECODINGS = 4;

    private final List<PathPattern> protectedPaths;
    private final List<PathPattern> excludedPaths;

    /**
     * Where a pattern holds.
     *
     * @param base the path, without the star at its end
     * @param below whether it holds for the paths below it too
     */
    private record PathPattern(String base, boolean below) {

        static PathPattern of(String pattern) {
            return pattern.endsWith("/*")
                    ? new PathPattern(pattern.substring(0, pattern.length() - 2), true)
                    : new PathPattern(pattern, false);
        }

        boolean matches(String path) {
            return path.startsWith(base)
                    && (path.length() == base.length() || (below && path.charAt(base.length()) == '/'));
        }

        boolean standsIn(List<String> segments) {
            return Collections.indexOfSubList(segments, segments(base)) >= 0;
        }
    }

    PathRules(AppConfig.Paths paths) {
        protectedPaths = patterns(paths.protectedPaths());
        excludedPaths = patterns(paths.excludedPaths());
    }

    private static List<PathPattern> patterns(List<String> paths) {
        return paths.stream()
                .map(PathRules::lower)
                .map(path -> path.endsWith("/") ? withoutSlash(path) : path)
                .map(PathPattern::of)
                .toList();
    }

    /**
     * {@return whether a request needs a session}
     *
     * @param requestUri the path of the request as it was sent, the context root included
     * @param contextPath the context root, empty for the root
     */
    boolean needsSession(String requestUri, String contextPath) {
        if (protectedPaths.isEmpty()) {
            return false;
        }
        boolean plain = isPlain(requestUri);
        if ((!plain && isOdd(requestUri)) || !isBelow(requestUri, contextPath)) {
            List<String> segments = segments(requestUri);
            List<String> resolved = resolved(segments);
            return protectedPaths.stream()
                    .anyMatch(pattern -> pattern.standsIn(segments) || pattern.standsIn(resolved));
        }
        String below = requestUri.substring(contextPath.length());
        String path = plain ? withoutSlash(lower(below)) : "/" + String.join("/", segments(below));
        return matches(protectedPaths, path) && !matches(excludedPaths, path);
    }

    private static boolean matches(List<PathPattern> patterns, String path) {
        for (PathPattern pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOdd(String rawPath) {
        return ODD_RAW.matcher(rawPath).find() || ODD.matcher(decoded(rawPath)).find();
    }

    /** Most paths are letters, digits and slashes: what needs no second look. */
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean slash = c == '/';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!slash && !letter && c != '-' && c != '_' && c != '.') {
                return false;
            }
            if (slash && i + 1 < path.length() && (path.charAt(i + 1) == '/' || path.charAt(i + 1) == '.')) {
                return false;
            }
        }
        return true;
    }

    private static String withoutSlash(String path) {
        return path.length() < 2 ? "/" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean isBelow(String requestUri, String contextPath) {
        return new PathPattern(contextPath, true).matches(requestUri);
    }

    /** The names in a path: decoded as often as it goes, parameters and blanks cut off, empty ones left out. */
    private static List<String> segments(String path) {
        String readable = path;
        for (int i = 0; i < MOST_DECODINGS && readable.indexOf('%') >= 0; i++) {
            readable = decoded(readable);
        }
        List<String> segments = new ArrayList<>();
        for (String segment :
                lower(readable).replace('\\', '/').replaceAll("\\p{Cntrl}", "").split("/", -1)) {
            String name = segment.replaceFirst(";.*$", "").strip();
            if (!name.isEmpty() && !name.equals(".")) {
                segments.add(name);
            }
        }
        return segments;
    }

    private static List<String> resolved(List<String> segments) {
        List<String> resolved = new ArrayList<>();
        for (String segment : segments) {
            if (!segment.equals("..")) {
                resolved.add(segment);
            } else if (!resolved.isEmpty()) {
                resolved.remove(resolved.size() - 1);
            }
        }
        return resolved;
    }

    /** Decodes once; bytes that are no UTF-8 become U+FFFD, a percent sign without two digits stays. */
    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (raw[i] == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(UTF_8);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
