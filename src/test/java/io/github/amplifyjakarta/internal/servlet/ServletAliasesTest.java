package io.github.amplifyjakarta.internal.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.access.AccessPolicy;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServletAliasesTest {

    private static ServletRegistration servlet(String name, String type, List<String> mappings) {
        return (ServletRegistration) Proxy.newProxyInstance(
                ServletAliasesTest.class.getClassLoader(),
                new Class<?>[] {ServletRegistration.class},
                (p, method, a) -> {
                    return switch (method.getName()) {
                        case "getName" -> name;
                        case "getClassName" -> type;
                        case "getMappings" -> mappings;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private static List<String> problems(
            List<String> protectedPaths, List<String> excludedPaths, String type, String... mappings) {
        AccessPolicy policy =
                AccessPolicy.of(new AppConfig.Paths(protectedPaths, excludedPaths, List.of(), Optional.empty()));
        return ServletAliases.of(List.of(servlet("Reports", type, List.of(mappings))))
                .problems(policy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/admin/* /admin/* /manage/*",
                "/admin /admin /manage",
                "/admin/secret/* /admin/* /manage/*",
                "/admin/* /admin/reports /reports",
                "/Admin/* /admin/* /manage/*",
                "/Admin/secret /Admin/* /manage/*",
                "/a/*,/b /a/* /b/*",
                "/a,/a/secret,/b /a/* /b/*",
                "/admin/* / /app/*",
                "/admin/* /* /app/*"
            })
    void reportsAnOpenAddressOfAProtectedServlet(String protectedPath, String mapping, String other) {
        assertEquals(
                List.of("amplify.auth.session.protected-paths covers " + mapping
                        + " or a part of it, and the servlet Reports answers at "
                        + other + " too, expected: " + other
                        + " in protected-paths as well, or in excluded-paths if it is for everybody"),
                problems(List.of(protectedPath.split(",")), List.of(), "example.Reports", mapping, other));
    }

    @Test
    void reportsASuffixThatNoPatternCovers() {
        assertEquals(
                List.of("amplify.auth.session.protected-paths covers /admin/* or a part of it, and the servlet Reports"
                        + " answers at *.do too, expected: /* in protected-paths, or a servlet without that mapping"),
                problems(List.of("/admin/*"), List.of(), "example.Reports", "/admin/*", "*.do"));
    }

    @Test
    void acceptsServletsWithAllAddressesCovered() {
        assertEquals(List.of(), problems(List.of("/admin/*"), List.of(), "example.Reports", "/admin/*"));
        assertEquals(List.of(), problems(List.of("/admin/*", "/manage/*"), List.of(), "x.R", "/admin/*", "/manage/*"));
        assertEquals(List.of(), problems(List.of("/admin/*"), List.of("/manage/*"), "x.R", "/admin/*", "/manage/*"));
        assertEquals(List.of(), problems(List.of("/*"), List.of(), "x.R", "/admin/*", "*.do"));
        assertEquals(List.of(), problems(List.of("/other/*"), List.of(), "x.R", "/admin/*", "/manage/*"));
        assertEquals(List.of(), problems(List.of("/admin/x"), List.of(), "x.R", "/admin/*", "/manage"));
        assertEquals(List.of(), problems(List.of("/admin/*"), List.of("/app/*"), "x.R", "/", "/app/*"));
    }

    @Test
    void leavesPagesOfFacesToTheirNames() {
        assertEquals(
                List.of(),
                problems(
                        List.of("/view.xhtml"), List.of(), "jakarta.faces.webapp.FacesServlet", "/faces/*", "*.xhtml"));
    }
}
