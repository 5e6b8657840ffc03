package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.access.AccessPolicy;
import io.github.amplifyjakarta.internal.access.RequestPath;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds further paths of protected servlets. When a servlet has two mappings, a pattern for one mapping leaves the
 * other open.
 */
public final class ServletAliases {

    private final List<Servlet> servlets;

    /**
     * A servlet of the application.
     *
     * @param name its name
     * @param mappings its URL patterns
     */
    private record Servlet(String name, List<String> mappings) {}

    private ServletAliases(List<Servlet> servlets) {
        this.servlets = servlets;
    }

    /**
     * {@return the paths of servlets; Faces pages and static files are exempt, because they are checked by their own
     * paths}
     */
    public static ServletAliases of(Collection<? extends ServletRegistration> registrations) {
        return new ServletAliases(registrations.stream()
                .filter(servlet -> !ContainerPaths.isOfViews(servlet) && !ContainerPaths.isOfFiles(servlet))
                .map(servlet -> new Servlet(servlet.getName(), List.copyOf(servlet.getMappings())))
                .toList());
    }

    /** {@return the problems of the protected paths, one sentence for each open path; empty when there are none} */
    List<String> problems(AccessPolicy policy) {
        Set<String> problems = new TreeSet<>();
        for (Servlet servlet : servlets) {
            for (String mapping : servlet.mappings()) {
                for (String rest : rests(mapping, policy)) {
                    String path = base(mapping) + rest;
                    if (policy.isProtected(path) && !policy.isExcluded(path)) {
                        servlet.mappings().stream()
                                .filter(other -> !other.equals(mapping) && isOpen(other, rest, policy))
                                .map(other -> problem(servlet.name(), mapping, other))
                                .forEach(problems::add);
                    }
                }
            }
        }
        return List.copyOf(problems);
    }

    /**
     * {@return the path suffixes of a mapping that need the same decision: the mapping itself, any path below it, and
     * protected paths}
     */
    private static List<String> rests(String mapping, AccessPolicy policy) {
        if (!mapping.startsWith("/")) {
            return List.of();
        }
        List<String> rests = new ArrayList<>();
        if (!base(mapping).isEmpty()) {
            rests.add("");
        }
        if (isPrefix(mapping)) {
            String base = RequestPath.fold(base(mapping));
            rests.add("/anything");
            policy.protectedBases().stream()
                    .filter(path -> path.startsWith(base + "/"))
                    .map(path -> path.substring(base.length()))
                    .forEach(rests::add);
        }
        return rests;
    }

    private static boolean isOpen(String mapping, String rest, AccessPolicy policy) {
        if (mapping.startsWith("/")) {
            String alias = base(mapping) + rest;
            return (rest.isEmpty() || isPrefix(mapping))
                    && !alias.isEmpty()
                    && !policy.isProtected(alias)
                    && !policy.isExcluded(alias);
        }
        // a suffix mapping applies in every folder: only a pattern for all paths covers it
        return rest.isEmpty() && mapping.startsWith("*.") && !policy.isProtected("/any" + mapping.substring(1));
    }

    private static boolean isPrefix(String mapping) {
        return mapping.endsWith("/*") || mapping.equals("/");
    }

    private static String base(String mapping) {
        if (mapping.equals("/")) {
            return "";
        }
        return mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 2) : mapping;
    }

    private static String problem(String servlet, String mapping, String other) {
        String expected = other.startsWith("/")
                ? other + " in protected-paths as well, or in excluded-paths if it is for everybody"
                : "/* in protected-paths, or a servlet without that mapping";
        return "amplify.auth.session.protected-paths covers " + mapping + " or a part of it, and the servlet " + servlet
                + " answers at " + other + " too, expected: " + expected;
    }
}
