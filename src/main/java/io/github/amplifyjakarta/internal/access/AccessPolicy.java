package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.config.AppConfig;
import java.util.List;

/**
 * Which paths need a session. The decision is taken on the path as it was sent and on every path that the container made
 * of it; one that is protected protects the request. An ambiguous path is nobody's, as soon as the application protects
 * anything.
 */
public final class AccessPolicy {

    private final List<PathPattern> protectedPaths;
    private final List<PathPattern> excludedPaths;
    private final PathExceptions exceptions;
    private final boolean strict;

    /**
     * Where a pattern holds.
     *
     * @param base the path, without the star at its end and without a slash there; empty for the root
     * @param below whether it holds for the paths below it too
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

    /** {@return the policy for the paths of a configuration} */
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

    /** {@return the same policy, which refuses ambiguous paths even when it protects none: something else does} */
    public AccessPolicy strict() {
        return new AccessPolicy(protectedPaths, excludedPaths, exceptions, true);
    }

    /** {@return whether this policy ever decides anything but that a request may pass} */
    public boolean isStrict() {
        return strict;
    }

    /**
     * Decides about a request.
     *
     * @param requestUri its path as it was sent, the context root included
     * @param contextPath the context root, empty for the root
     * @param resolved what the container made of the path, decoded and below the context root; may be empty
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

    /** {@return the protected paths, each without the star and the slash at its end} */
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
