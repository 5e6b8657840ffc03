package io.github.amplifyjakarta.internal.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths that the container derives from a request's path: the servlet path with the path info, the welcome file of
 * a folder, and the pages that FacesServlet and the static file servlet find by a part of the path. Mappings are
 * computed here, because the results of {@code getHttpServletMapping} differ between servers.
 */
final class ContainerPaths {

    private static final String FACES_SERVLET = "jakarta.faces.webapp.FacesServlet";

    /**
     * Static file servlets, by name and by the class on each server. Their mapping prefix is not part of the file's
     * path.
     */
    private static final Set<String> FILE_SERVLETS = Set.of(
            "default",
            "io.undertow.servlet.handlers.DefaultServlet",
            "org.apache.catalina.servlets.DefaultServlet",
            "org.eclipse.jetty.servlet.DefaultServlet",
            "org.eclipse.jetty.ee10.servlet.DefaultServlet");

    /** Open Liberty sets this attribute when it forwards to a welcome file. */
    private static final String WELCOME_FILE = "com.ibm.ws.webcontainer.welcomefile.url";

    private final List<String> viewPrefixes;
    private final List<String> viewSuffixes;
    private final List<String> filePrefixes;

    private ContainerPaths(List<String> viewPrefixes, List<String> viewSuffixes, List<String> filePrefixes) {
        this.viewPrefixes = viewPrefixes;
        this.viewSuffixes = viewSuffixes;
        this.filePrefixes = filePrefixes;
    }

    /** {@return the paths of an application; computed at a request, because Faces adds mappings late} */
    static ContainerPaths of(ServletContext context) {
        Collection<? extends ServletRegistration> servlets =
                context.getServletRegistrations().values();
        List<String> views = servlets.stream()
                .filter(ContainerPaths::isOfViews)
                .flatMap(servlet -> servlet.getMappings().stream())
                .toList();
        List<String> files = servlets.stream()
                .filter(ContainerPaths::isOfFiles)
                .flatMap(servlet -> servlet.getMappings().stream())
                .toList();
        return new ContainerPaths(
                prefixes(views), views.isEmpty() ? List.of() : suffixes(context, views), prefixes(files));
    }

    static boolean isOfViews(ServletRegistration servlet) {
        return FACES_SERVLET.equals(servlet.getClassName());
    }

    static boolean isOfFiles(ServletRegistration servlet) {
        return FILE_SERVLETS.contains(servlet.getName())
                || FILE_SERVLETS.contains(Objects.toString(servlet.getClassName(), ""));
    }

    private static List<String> prefixes(List<String> mappings) {
        return mappings.stream()
                .filter(mapping -> mapping.endsWith("/*") && mapping.length() > 2)
                .map(mapping -> mapping.substring(0, mapping.length() - 2))
                .toList();
    }

    /** A view has one name for each suffix (Faces 4.0, section 7.6.2, "Default ViewHandler Implementation"). */
    private static List<String> suffixes(ServletContext context, List<String> mappings) {
        Stream<String> mapped =
                mappings.stream().filter(mapping -> mapping.startsWith("*.")).map(mapping -> mapping.substring(1));
        Stream<String> configured = Stream.of("jakarta.faces.FACELETS_SUFFIX", "jakarta.faces.DEFAULT_SUFFIX")
                .flatMap(name -> Optional.ofNullable(context.getInitParameter(name)).stream())
                .flatMap(value -> Stream.of(value.trim().split("\\s+")));
        return Stream.concat(Stream.of(".xhtml", ".view.xml", ".jsp"), Stream.concat(mapped, configured))
                .filter(suffix -> suffix.startsWith("."))
                .distinct()
                .toList();
    }

    /**
     * {@return whether a forward leads to a file in the requested folder; such a forward is checked by the file's path}
     */
    static boolean isWelcomeFile(HttpServletRequest request) {
        String asked = path(
                request.getAttribute(RequestDispatcher.FORWARD_SERVLET_PATH),
                request.getAttribute(RequestDispatcher.FORWARD_PATH_INFO));
        int parameterAt = asked.indexOf(';'); // Open Liberty keeps the text after the session id
        String folder = parameterAt < 0 ? asked : asked.substring(0, parameterAt);
        String file = path(request.getServletPath(), request.getPathInfo());
        boolean oneName = file.indexOf('/', Math.max(1, folder.length())) < 0;
        return (folder.isEmpty() || folder.endsWith("/"))
                && file.startsWith(folder)
                && (oneName || request.getAttribute(WELCOME_FILE) != null);
    }

    private static String path(@Nullable Object servletPath, @Nullable Object rest) {
        return Objects.toString(servletPath, "") + Objects.toString(rest, "");
    }

    /** {@return the paths, decoded and below the context root; never empty} */
    List<String> of(HttpServletRequest request) {
        String path = path(request.getServletPath(), request.getPathInfo());
        int parameterAt = path.indexOf(';');
        boolean misread = isMisread(request);
        if (viewSuffixes.isEmpty() && filePrefixes.isEmpty() && parameterAt < 0 && !misread) {
            return List.of(path.isEmpty() ? "/" : path);
        }
        Set<String> paths = new LinkedHashSet<>();
        paths.add(path.isEmpty() ? "/" : path);
        if (parameterAt > 0) {
            paths.add(path.substring(0, parameterAt)); // the path by which Open Liberty selects the servlet
        }
        if (misread) {
            paths.add(request.getServletPath());
        }
        for (String found : List.copyOf(paths)) {
            filePrefixes.forEach(prefix -> paths.addAll(without(prefix, found)));
            addViews(paths, found);
        }
        return List.copyOf(paths);
    }

    /**
     * Servlet 6.0, section 3.6: the path info begins with a slash. Open Liberty has a page that it has already served as
     * the welcome file of {@code /folder} for {@code /folder;jsessionid=1/} too, and takes a piece of the session id for
     * the path info.
     */
    private static boolean isMisread(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest != null
                && !rest.isEmpty()
                && rest.charAt(0) != '/'
                && !request.getServletPath().isEmpty();
    }

    /** {@return whether FacesServlet may serve a path; it responds to every method} */
    boolean mayBeView(HttpServletRequest request) {
        String path = path(request.getServletPath(), request.getPathInfo());
        return !viewSuffixes.isEmpty()
                && (viewPrefixes.stream().anyMatch(path::startsWith)
                        || viewSuffixes.stream()
                                .anyMatch(suffix -> path.endsWith(suffix)
                                        || request.getServletPath().endsWith(suffix)));
    }

    private void addViews(Set<String> paths, String path) {
        if (viewSuffixes.isEmpty()) {
            return;
        }
        List<String> views = new ArrayList<>(List.of(path));
        viewPrefixes.forEach(prefix -> views.addAll(without(prefix, path)));
        for (String view : views) {
            paths.add(view);
            int name = view.lastIndexOf('/') + 1;
            int dot = view.lastIndexOf('.');
            if (name < view.length()) { // an exact mapping to this view may have another suffix or none
                String base = dot > name ? view.substring(0, dot) : view;
                viewSuffixes.forEach(suffix -> paths.add(base + suffix));
            }
        }
    }

    /** {@return a path with its prefix removed once, and removed repeatedly; Faces implementations differ in this} */
    private static List<String> without(String prefix, String path) {
        int at = 0;
        while (path.startsWith(prefix, at)) {
            at += prefix.length();
        }
        return at == 0 ? List.of() : List.of(rest(path, prefix.length()), rest(path, at));
    }

    private static String rest(String path, int at) {
        return path.startsWith("/", at) ? path.substring(at) : "/" + path.substring(at);
    }
}
