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

    private final List<String> protectedPaths;
    private final List<String> excludedPaths;

    PathRules(AppConfig.Paths paths) {
        protectedPaths = patterns(paths.protectedPaths());
        excludedPaths = patterns(paths.excludedPaths());
    }

    private static List<String> patterns(List<String> paths) {
        return paths.stream()
                .map(PathRules::lower)
                .map(path -> path.endsWith("/") ? withoutSlash(path) : path)
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
        if (isOdd(requestUri) || !isBelow(requestUri, contextPath)) {
            List<String> segments = segments(requestUri);
            return protectedPaths.stream()
                    .anyMatch(pattern -> standsIn(pattern, segments) || standsIn(pattern, resolved(segments)));
        }
        String below = requestUri.substring(contextPath.length());
        String path = isPlain(below) ? withoutSlash(lower(below)) : "/" + String.join("/", segments(below));
        return protectedPaths.stream().anyMatch(pattern -> matches(pattern, path))
                && excludedPaths.stream().noneMatch(pattern -> matches(pattern, path));
    }

    /** {@return whether every reader of a path reads it alike} */
    static boolean isOdd(String rawPath) {
        return !isPlain(rawPath)
                && (ODD_RAW.matcher(rawPath).find()
                        || ODD.matcher(decoded(rawPath)).find());
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
        return requestUri.startsWith(contextPath + "/") || requestUri.equals(contextPath);
    }

    private static boolean matches(String pattern, String path) {
        if (!pattern.endsWith("/*")) {
            return path.equals(pattern);
        }
        String base = pattern.substring(0, pattern.length() - 2);
        return path.equals(base) || path.startsWith(base + "/");
    }

    private static boolean standsIn(String pattern, List<String> segments) {
        return Collections.indexOfSubList(segments, segments(pattern.replaceFirst("/\\*$", ""))) >= 0;
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
