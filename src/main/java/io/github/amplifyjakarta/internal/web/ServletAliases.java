package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.access.AccessPolicy;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Other addresses of what protected paths name: where a servlet is mapped twice, a pattern for one mapping protects nothing. */
public final class ServletAliases {

    private final List<Servlet> servlets;

    /**
     * A servlet that the application declares.
     *
     * @param name its name
     * @param mappings its URL patterns
     */
    private record Servlet(String name, List<String> mappings) {}

    private ServletAliases(List<Servlet> servlets) {
        this.servlets = servlets;
    }

    /** {@return the addresses of servlets; pages of Faces and static files are decided on by what they are} */
    public static ServletAliases of(Collection<? extends ServletRegistration> registrations) {
        return new ServletAliases(registrations.stream()
                .filter(servlet -> !ContainerPaths.isOfViews(servlet) && !ContainerPaths.isOfFiles(servlet))
                .map(servlet -> new Servlet(servlet.getName(), List.copyOf(servlet.getMappings())))
                .toList());
    }

    /** {@return what is wrong with the protected paths, a sentence for each open address; empty when nothing is} */
    List<String> problems(AccessPolicy policy) {
        Set<String> problems = new TreeSet<>();
        for (Servlet servlet : servlets) {
            for (String mapping : servlet.mappings()) {
                for (String rest : protectedBelow(mapping, policy)) {
                    servlet.mappings().stream()
                            .filter(other -> !other.equals(mapping) && isOpen(other, rest, policy))
                            .map(other -> problem(servlet.name(), mapping, other))
                            .forEach(problems::add);
                }
            }
        }
        return List.copyOf(problems);
    }

    /** {@return what of a mapping is protected, as the path behind it; empty text: all of it} */
    private static List<String> protectedBelow(String mapping, AccessPolicy policy) {
        if (!mapping.startsWith("/") || mapping.equals("/") || mapping.equals("/*")) {
            return List.of();
        }
        String base = base(mapping);
        if (policy.isProtected(base)) {
            return List.of("");
        }
        return !mapping.endsWith("/*")
                ? List.of()
                : policy.protectedBases().stream()
                        .filter(path -> path.startsWith(base + "/"))
                        .map(path -> path.substring(base.length()))
                        .toList();
    }

    private static boolean isOpen(String mapping, String rest, AccessPolicy policy) {
        if (mapping.startsWith("/") && (rest.isEmpty() || mapping.endsWith("/*"))) {
            String alias = base(mapping) + rest;
            return !policy.isProtected(alias) && !policy.isExcluded(alias);
        }
        // a suffix is at home in every folder: only a pattern for everything covers it
        return rest.isEmpty() && mapping.startsWith("*.") && !policy.isProtected("/any" + mapping.substring(1));
    }

    private static String base(String mapping) {
        return mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 2) : mapping;
    }

    private static String problem(String servlet, String mapping, String other) {
        return "amplify.auth.session.protected-paths covers " + mapping + ", and the servlet " + servlet
                + " answers at " + other + " too, expected: " + other
                + " in protected-paths as well, or in excluded-paths if it is for everybody";
    }
}
