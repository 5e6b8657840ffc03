package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.config.AppConfig;
import java.util.List;

/**
 * Decides which paths need a session. It checks the path as it was sent and every path that the container derived from
 * it. If one of them is protected, the request needs a session. As soon as the application protects any path, an
 * ambiguous path is refused.
 */
public final class AccessPolicy {

    private final List<PathPattern> protectedPaths;
    private final List<PathPattern> excludedPaths;
    private final PathExceptions exceptions;
    private final boolean strict;

    /**
     * The paths that a pattern matches.
     *
     * @param base the path without the star and without a slash at the end; empty for the root
     * @param below whether the pattern also matches the paths below it
     */
    private record PathPattern(String base, boolean below) {

        static PathPattern of(String pattern) {
            return pattern.endsWith("/*")
                    ? new PathPattern(pattern.substring(0, pattern.length() - 2), true)
                    : new PathPattern(pattern.replaceFirst("(?<=.)/$", ""), false);
        }

        PathPattern folded() {
            return new PathPattern(RequestPath.fold(base), below);
        }

        boolean matches(String path) {
            return path.startsWith(base)
                    && (path.length() == base.length() || (below && path.charAt(base.length()) == '/'));
        }
    }

    private AccessPolicy(
            List<PathPattern> protectedPaths,
            List<PathPattern> excludedPaths,
            PathExceptions exceptions,
            boolean strict) {
        this.protectedPaths = protectedPaths;
        this.excludedPaths = excludedPaths;
        this.exceptions = exceptions;
        this.strict = strict;
    }

    /** {@return the policy for the configured paths} */
    public static AccessPolicy of(AppConfig.Paths paths) {
        return new AccessPolicy(
                paths.protectedPaths().stream()
                        .map(PathPattern::of)
                        .map(PathPattern::folded)
                        .toList(),
                paths.excludedPaths().stream().map(PathPattern::of).toList(),
                PathExceptions.of(paths.allowedInPaths()),
                !paths.protectedPaths().isEmpty());
    }

    /**
     * {@return the same policy, except that it refuses ambiguous paths even when it protects none, because another
     * mechanism protects paths}
     */
    public AccessPolicy strict() {
        return new AccessPolicy(protectedPaths, excludedPaths, exceptions, true);
    }

    /** {@return whether this policy ever refuses a request or requires a session} */
    public boolean isStrict() {
        return strict;
    }

    /**
     * Decides on a request.
     *
     * @param requestUri its path as it was sent, including the context root
     * @param contextPath the context root; empty for the root
     * @param resolved the paths that the container derived, decoded and below the context root; may be empty
     */
    public AccessDecision decide(String requestUri, String contextPath, List<String> resolved) {
        if (!strict) {
            return AccessDecision.OPEN;
        }
        RequestPath sent = RequestPath.ofUri(requestUri, exceptions).below(contextPath);
        if (sent.ambiguity().isPresent()) {
            return new AccessDecision.Ambiguous(sent.ambiguity().get());
        }
        boolean excluded = isExcluded(sent);
        boolean needsSession = !excluded && matches(protectedPaths, sent.folded());
        for (String path : resolved) {
            if (!sent.isSame(path)) {
                RequestPath other = RequestPath.ofDecoded(path, exceptions);
                if (other.ambiguity().isPresent()) {
                    return new AccessDecision.Ambiguous(other.ambiguity().get());
                }
                needsSession |= matches(protectedPaths, other.folded())
                        && !isExcluded(other)
                        && !(excluded && sent.isBeside(other));
            }
        }
        return needsSession ? AccessDecision.NEEDS_SESSION : AccessDecision.OPEN;
    }

    /** {@return the protected paths, without the star and the slash at the end} */
    public List<String> protectedBases() {
        return protectedPaths.stream().map(PathPattern::base).toList();
    }

    /** {@return whether a protected path covers a path} */
    public boolean isProtected(String path) {
        return matches(protectedPaths, RequestPath.fold(path));
    }

    /** {@return whether an excluded path covers a path} */
    public boolean isExcluded(String path) {
        return matches(excludedPaths, path);
    }

    private boolean isExcluded(RequestPath path) {
        return !path.hasEncodedSlash() && matches(excludedPaths, path.exact());
    }

    private static boolean matches(List<PathPattern> patterns, String path) {
        for (PathPattern pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
