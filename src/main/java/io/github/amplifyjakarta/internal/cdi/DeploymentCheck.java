package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.internal.config.AuthCallbacks;
import io.github.amplifyjakarta.internal.jaxrs.RequiresSessionScan;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what works in a web application, but probably not as intended. */
final class DeploymentCheck {

    private static final String NAME = DeploymentCheck.class.getName();

    private static final List<String> BEANS_XML = List.of("/WEB-INF/beans.xml", "/WEB-INF/classes/META-INF/beans.xml");

    private static final String WEB_XML = "/WEB-INF/web.xml";

    private static final Pattern NO_BEANS = Pattern.compile("bean-discovery-mode\\s*=\\s*[\"']none[\"']");

    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");

    private static final int LARGEST_FILE = 1 << 20;

    /** The paths of the REST applications below the context root; empty without any. */
    private final Set<String> restPaths = new TreeSet<>();

    private boolean restIsMapped;

    private DeploymentCheck() {}

    /**
     * Records the REST applications. A listener may not access registrations (Servlet 6.0, section 4.4).
     *
     * @param classes the classes of the application that are REST applications, among others
     */
    static void prepare(
            ServletContext context, Collection<Class<?>> classes, Collection<? extends ServletRegistration> servlets) {
        DeploymentCheck check = new DeploymentCheck();
        Map<String, ServletRegistration> mapped = servlets.stream()
                .filter(servlet -> isRest(servlet, classes))
                .filter(servlet -> !servlet.getMappings().isEmpty()) // RESTEasy declares one that is mapped to nothing
                .collect(Collectors.toMap(ServletRegistration::getName, servlet -> servlet));
        classes.forEach(type -> {
            if (!mapped.containsKey(type.getName())) { // a mapping in web.xml overrides the annotation
                RequiresSessionScan.applicationPath(type).ifPresent(check.restPaths::add);
            }
            check.restIsMapped |= jakarta.ws.rs.core.Application.class.isAssignableFrom(type);
        });
        mapped.values().forEach(servlet -> {
            check.restIsMapped = true;
            servlet.getMappings().forEach(mapping -> check.restPaths.add(mapping.replaceAll("/?\\*$", "")));
        });
        context.setAttribute(NAME, check);
    }

    /** Jakarta RESTful Web Services 3.1, section 2.3.2. */
    private static boolean isRest(ServletRegistration servlet, Collection<Class<?>> classes) {
        return classes.stream()
                        .filter(jakarta.ws.rs.core.Application.class::isAssignableFrom)
                        .anyMatch(type -> type.getName().equals(servlet.getName()))
                || jakarta.ws.rs.core.Application.class.getName().equals(servlet.getName())
                || servlet.getInitParameter("jakarta.ws.rs.Application") != null;
    }

    /**
     * {@return what should be corrected}
     *
     * @param application the CDI initialization event; a servlet context in a web application
     * @param callbacks the redirect URIs; empty without auth routes
     * @param jakartaSecurity whether users of a session are the server's callers
     */
    static List<String> warnings(Object application, Optional<AuthCallbacks> callbacks, boolean jakartaSecurity) {
        List<String> warnings = new ArrayList<>();
        if (application instanceof ServletContext context
                && context.getAttribute(NAME) instanceof DeploymentCheck check) {
            callbacks.ifPresent(found -> warnings.addAll(check.routes(found, context.getContextPath())));
            beans(context).ifPresent(warnings::add);
            constraints(context).filter(found -> !jakartaSecurity).ifPresent(warnings::add);
        }
        return warnings;
    }

    private List<String> routes(AuthCallbacks callbacks, String contextPath) {
        if (restPaths.isEmpty() && !restIsMapped) {
            return List.of("the application has no REST application, so that the auth routes answer 404: add a class"
                    + " with @ApplicationPath(\"/api\") that extends jakarta.ws.rs.core.Application");
        }
        return Stream.of(
                        route("amplify.auth.oauth.redirect-sign-in", callbacks.signIn(), contextPath),
                        route("amplify.auth.oauth.redirect-sign-out", callbacks.signOut(), contextPath))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> route(String key, String callback, String contextPath) {
        String path = URI.create(callback).getPath();
        String route = path.substring(path.lastIndexOf("/auth/"));
        List<String> answering = restPaths.stream()
                .map(rest -> contextPath + (rest.equals("/") ? "" : rest) + route)
                .toList();
        return answering.isEmpty() || answering.contains(path)
                ? Optional.empty()
                : Optional.of(key + " has the path " + path + ", and the auth route answers at "
                        + String.join(" or ", answering)
                        + " (context root, @ApplicationPath): correct the redirect URIs, in"
                        + " the app client of Cognito too, unless a proxy changes the path");
    }

    private static Optional<String> beans(ServletContext context) {
        return BEANS_XML.stream()
                .filter(name -> NO_BEANS.matcher(text(context, name)).find())
                .findFirst()
                .map(name -> name + " has bean-discovery-mode=\"none\", so that @Inject does nothing in the classes"
                        + " of the application: use \"annotated\"");
    }

    /** Some servers ignore constraints without their security feature, and serve the paths to everybody. */
    private static Optional<String> constraints(ServletContext context) {
        String webXml = text(context, WEB_XML);
        return webXml.contains("<security-constraint") && !webXml.contains("<login-config")
                ? Optional.of(
                        WEB_XML + " has security constraints, and amplify.auth.session.jakarta-security is false, so"
                                + " that users of a session are no callers for them, and the server may serve their paths to"
                                + " everybody: set it to true, or protect the paths by amplify.auth.session.protected-paths")
                : Optional.empty();
    }

    /** {@return the text of a file without its comments; empty without the file} */
    private static String text(ServletContext context, String name) {
        try (InputStream file = context.getResourceAsStream(name)) {
            return file == null
                    ? ""
                    : COMMENT.matcher(new String(file.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8))
                            .replaceAll("");
        } catch (IOException e) { // the server has read it, and reports what is wrong with it
            return "";
        }
    }
}
