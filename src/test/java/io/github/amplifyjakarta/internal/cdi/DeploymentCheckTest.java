package io.github.amplifyjakarta.internal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.config.AuthCallbacks;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a web application shows by itself: its REST applications, its context root and its beans.xml. */
class DeploymentCheckTest {

    @ApplicationPath("/api")
    private static final class Api extends Application {}

    @ApplicationPath("more/*")
    private static final class More extends Application {}

    private static final class Unmapped extends Application {}

    private final Map<String, Object> attributes = new HashMap<>();
    private String beans;
    private String webXml;
    private boolean jakartaSecurity;

    private ServletContext context(String root) {
        return (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                        case "getAttribute" -> attributes.get(arguments[0]);
                        case "getContextPath" -> root;
                        case "getResourceAsStream" ->
                            switch ((String) arguments[0]) {
                                case "/WEB-INF/beans.xml" -> stream(beans);
                                case "/WEB-INF/web.xml" -> stream(webXml);
                                default -> null;
                            };
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private static InputStream stream(String text) {
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ServletRegistration servlet(String name, String mapping, String application) {
        return (ServletRegistration) Proxy.newProxyInstance(
                DeploymentCheckTest.class.getClassLoader(),
                new Class<?>[] {ServletRegistration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getName" -> name;
                    case "getMappings" -> mapping.isEmpty() ? List.of() : List.of(mapping);
                    case "getInitParameter" -> arguments[0].equals("jakarta.ws.rs.Application") ? application : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private List<String> warnings(
            String root, List<Class<?>> classes, List<ServletRegistration> servlets, String signIn) {
        return warnings(root, classes, servlets, signIn, signIn.replace("sign-in-callback", "sign-out-callback"));
    }

    private List<String> warnings(
            String root, List<Class<?>> classes, List<ServletRegistration> servlets, String signIn, String signOut) {
        ServletContext context = context(root);
        DeploymentCheck.prepare(context, classes, servlets);
        String origin = "https://app.example.com";
        return DeploymentCheck.warnings(
                context, Optional.of(new AuthCallbacks(origin + signIn, origin + signOut)), jakartaSecurity);
    }

    @Test
    void warnsOfAnApplicationWithoutRest() {
        assertEquals(
                List.of("the application has no REST application, so that the auth routes answer 404: add a class with"
                        + " @ApplicationPath(\"/api\") that extends jakarta.ws.rs.core.Application"),
                warnings("/orders", List.of(), List.of(), "/orders/api/auth/sign-in-callback"));
        assertEquals(
                1,
                warnings(
                                "/orders",
                                List.of(),
                                List.of(servlet(Application.class.getName(), "", null)),
                                "/orders/api/auth/sign-in-callback")
                        .size(),
                "RESTEasy declares a servlet without a mapping");
    }

    @Test
    void acceptsCallbacksOfEveryRestApplication() {
        for (String callback : List.of("/orders/api", "/orders/more")) {
            assertEquals(
                    List.of(),
                    warnings(
                            "/orders", List.of(Api.class, More.class), List.of(), callback + "/auth/sign-in-callback"));
        }
        assertEquals(List.of(), warnings("", List.of(Api.class), List.of(), "/api/auth/sign-in-callback/"));
        assertEquals(List.of(), warnings("", List.of(Unmapped.class), List.of(), "/x/auth/sign-in-callback"));
    }

    @Test
    void warnsOfAnotherContextRoot() {
        assertEquals(
                List.of(
                        "amplify.auth.oauth.redirect-sign-in has the path /api/auth/sign-in-callback, and the auth route"
                                + " answers at /orders/api/auth/sign-in-callback (context root, @ApplicationPath): correct the"
                                + " redirect URIs, in the app client of Cognito too, unless a proxy changes the path"),
                warnings(
                        "/orders",
                        List.of(Api.class),
                        List.of(),
                        "/api/auth/sign-in-callback",
                        "/orders/api/auth/sign-out-callback"));
        assertEquals(
                List.of(
                        "amplify.auth.oauth.redirect-sign-out has the path /shop/api/auth/sign-out-callback, and the auth route"
                                + " answers at /orders/api/auth/sign-out-callback (context root, @ApplicationPath): correct the"
                                + " redirect URIs, in the app client of Cognito too, unless a proxy changes the path"),
                warnings(
                        "/orders",
                        List.of(Api.class),
                        List.of(),
                        "/orders/api/auth/sign-in-callback",
                        "/shop/api/auth/sign-out-callback"));
    }

    /** Jakarta RESTful Web Services 3.1, section 2.3.2. */
    @Test
    void knowsMappingsOfWebXml() {
        String callback = "/rest/auth/sign-in-callback";
        assertEquals(
                List.of(),
                warnings("", List.of(Api.class), List.of(servlet(Api.class.getName(), "/rest/*", null)), callback));
        assertEquals(
                List.of(),
                warnings("", List.of(), List.of(servlet(Application.class.getName(), "/rest/*", null)), callback));
        assertEquals(List.of(), warnings("", List.of(), List.of(servlet("x", "/rest/*", "com.acme.App")), callback));
    }

    @Test
    void warnsOfAnArchiveWithoutBeans() {
        beans = "<beans bean-discovery-mode = 'none'/>";
        assertEquals(
                List.of(
                        "/WEB-INF/beans.xml has bean-discovery-mode=\"none\", so that @Inject does nothing in the classes"
                                + " of the application: use \"annotated\""),
                warnings("", List.of(Api.class), List.of(), "/api/auth/sign-in-callback"));
        beans = "<!-- not bean-discovery-mode=\"none\" --><beans bean-discovery-mode=\"annotated\"/>";
        assertEquals(List.of(), warnings("", List.of(Api.class), List.of(), "/api/auth/sign-in-callback"));
    }

    /** WildFly without the layer ee-security, and Open Liberty without appSecurity, serve such paths to everybody. */
    @Test
    void warnsOfConstraintsThatProtectNothing() {
        String callback = "/api/auth/sign-in-callback";
        webXml = "<web-app><security-constraint/></web-app>";
        List<String> warnings = warnings("", List.of(Api.class), List.of(), callback);
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("/WEB-INF/web.xml has security constraints, and"), warnings.get(0));
        jakartaSecurity = true;
        assertEquals(List.of(), warnings("", List.of(Api.class), List.of(), callback));
        jakartaSecurity = false;
        webXml = "<web-app><security-constraint/><login-config/></web-app>";
        assertEquals(List.of(), warnings("", List.of(Api.class), List.of(), callback), "the server's own sign-in");
        webXml = "<web-app><!-- <security-constraint/> --></web-app>";
        assertEquals(List.of(), warnings("", List.of(Api.class), List.of(), callback));
    }
}
