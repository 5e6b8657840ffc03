package io.github.amplifyjakarta.internal.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerPathsTest {

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return (T) Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (p, method, arguments) ->
                        answers.get(arguments == null ? method.getName() : method.getName() + " " + arguments[0]));
    }

    private static ContainerPaths paths(String name, String type, List<String> mappings) {
        ServletRegistration servlet = proxy(
                ServletRegistration.class, Map.of("getName", name, "getClassName", type, "getMappings", mappings));
        return ContainerPaths.of(proxy(ServletContext.class, Map.of("getServletRegistrations", Map.of(name, servlet))));
    }

    private static HttpServletRequest request(String servletPath, String pathInfo) {
        Map<String, Object> answers = new HashMap<>();
        answers.put("getServletPath", servletPath);
        answers.put("getPathInfo", pathInfo);
        return proxy(HttpServletRequest.class, answers);
    }

    private final ContainerPaths faces = paths(
            "FacesServlet", "jakarta.faces.webapp.FacesServlet", List.of("/faces/*", "*.xhtml", "*.jsf", "/start"));

    @ParameterizedTest
    @CsvSource({
        "/faces, /a/view.xhtml, /a/view.xhtml",
        "/faces, /faces/faces/a.xhtml, /a.xhtml",
        "/faces, /facesx.xhtml, /x.xhtml",
        "/faces, /a/view.jsf, /a/view.xhtml",
        "/a/view.jsf, , /a/view.xhtml",
        "/a/view.xhtml, , /a/view.jsf",
        "/start, , /start.xhtml",
        "/start.html, , /start.xhtml"
    })
    void findsTheOtherNamesOfAView(String servletPath, String pathInfo, String view) {
        List<String> found = faces.of(request(servletPath, pathInfo));
        assertTrue(found.contains(view), found.toString());
    }

    @Test
    void findsFewNamesInALongPath() {
        List<String> found = faces.of(request("/faces", "/faces".repeat(10_000) + "/view.xhtml"));
        assertTrue(found.size() < 30, found.size() + " names");
        assertTrue(found.contains("/view.xhtml"), "the view is among them");
    }

    @Test
    void findsFilesBelowAPrefix() {
        ContainerPaths files = paths("files", "io.undertow.servlet.handlers.DefaultServlet", List.of("/files/*"));
        assertEquals(List.of("/files/secret/a.txt", "/secret/a.txt"), files.of(request("/files", "/secret/a.txt")));
        assertEquals(List.of("/other/a.txt"), files.of(request("/other/a.txt", null)));
    }

    @Test
    void findsThePathBeforeASemicolonToo() {
        ContainerPaths none = paths("x", "example.X", List.of("/x/*"));
        assertEquals(List.of("/x;a/y", "/x"), none.of(request("/x", ";a/y")));
        assertEquals(List.of("/"), none.of(request("", null)));
    }

    @Test
    void findsThePageBehindAPathInfoWithoutASlash() {
        ContainerPaths none = paths("x", "example.X", List.of("/x/*"));
        assertEquals(
                List.of("/folder/index.jspd=1/?", "/folder/index.jsp"), none.of(request("/folder/index.jsp", "d=1/?")));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /index.html, true",
        "/welcome/, /welcome/index.html, true",
        "/welcome/;jsessionid=1, /welcome/index.html, true",
        "/, /views/home.jsp, false",
        "/welcome, /welcome/index.html, false",
        "/welcome/, /other/index.html, false"
    })
    void distinguishesWelcomeFilesFromForwards(String folder, String file, boolean welcome) {
        Map<String, Object> answers = new HashMap<>();
        answers.put("getAttribute " + RequestDispatcher.FORWARD_SERVLET_PATH, folder);
        answers.put("getServletPath", file);
        assertEquals(welcome, ContainerPaths.isWelcomeFile(proxy(HttpServletRequest.class, answers)));
    }
}
