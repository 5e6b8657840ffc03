package io.github.amplifyjakarta.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.config.AppConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {

    private static final List<String> NOTHING_ELSE = List.of();

    private final AccessPolicy policy =
            policy(List.of("/account/*", "/Admin.jsp", "/files/"), List.of("/account/public/*"));

    private static AccessPolicy policy(List<String> protectedPaths, List<String> excludedPaths, String... allowed) {
        return AccessPolicy.of(new AppConfig.Paths(protectedPaths, excludedPaths, List.of(allowed), Optional.empty()));
    }

    private static String decision(AccessPolicy policy, String uri, String contextPath, List<String> resolved) {
        return policy.decide(uri, contextPath, resolved)
                .fold(() -> "open", () -> "needs a session", reason -> "ambiguous");
    }

    private String decision(String path) {
        return decision(policy, path, "", NOTHING_ELSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account",
                "/account/",
                "/account/x/y",
                "/admin.jsp",
                "/files",
                "/files/",
                "/ACCOUNT/x",
                "/%61ccount/x",
                "/admin.jsp/",
                "/admin.jsp%20",
                "/account./x",
                "/account/PUBLIC/x",
                "/admin.jsp;jsessionid=1"
            })
    void asksForASessionAtProtectedPaths(String path) {
        assertEquals("needs a session", decision(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/accounts",
                "/admin.jspx",
                "/files/x",
                "/x/account",
                "/account/public/logo.png",
                "/index.jsp;jsessionid=1",
                "/account/public/a.css;jsessionid=1.node",
                "/search/a%20b",
                "/caf%C3%A9"
            })
    void leavesOtherPathsOpen(String path) {
        assertEquals("open", decision(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account/public/../secret",
                "/account/public/%2e%2e/secret",
                "/account/public/..;/secret",
                "/account/public/..%2fsecret",
                "/account/public\\..\\secret",
                "/account/public/%252e%252e/secret",
                "/account//public/x",
                "/account/public;x/y",
                "//account/x",
                "/account;x=1/y",
                "/;x/account",
                "/%2561ccount/x",
                "/./account/x",
                "/x/../account/y",
                "/x/%2e%2e/account/y",
                "/x/..;y/account",
                "\\account\\x",
                "/%5caccount",
                "/%2faccount",
                "/account%2fx",
                "/account%00",
                "/admin.jsp;x=1",
                "/account/%252e%252e/x",
                "/account/%20..%20/x",
                "/account/.%01./x",
                "/%61ccount/%ff",
                "/account/%zz",
                "//index.jsp",
                "/a%2Fb"
            })
    void refusesAmbiguousPaths(String path) {
        assertEquals("ambiguous", decision(path));
    }

    @Test
    void decidesBelowTheContextRoot() {
        for (String path : List.of("/app/account", "/%61pp/account")) {
            assertEquals("needs a session", decision(policy, path, "/app", NOTHING_ELSE), path);
        }
        for (String path : List.of("//app/account", "/app;x/account", "/x/../app/account", "/account")) {
            assertEquals("ambiguous", decision(policy, path, "/app", NOTHING_ELSE), path);
        }
        assertEquals("open", decision(policy, "/app/public", "/app", NOTHING_ELSE));
    }

    @Test
    void refusesPathsBelowAnUnreadableContextRoot() {
        assertEquals("ambiguous", decision(policy, "/x/account", "/100%", NOTHING_ELSE));
        assertEquals("ambiguous", decision(policy, "/U%CC%88/account", "/Ü", NOTHING_ELSE));
    }

    @Test
    void comparesNormalFormsOfLetters() {
        AccessPolicy greek = policy(List.of("/ᾀ/*"), List.of());
        for (String path : List.of("/%E1%BE%80/x", "/%CE%B1%CC%93%CD%85/x", "/%CE%91%CC%93%CD%85/x")) {
            assertEquals("needs a session", decision(greek, path, "", NOTHING_ELSE), path);
        }
    }

    @Test
    void decidesOnPathsResolvedByTheContainer() {
        assertEquals("needs a session", decision(policy, "/welcome/", "", List.of("/account/index.html")));
        assertEquals("needs a session", decision(policy, "/x", "", List.of("/x", "/account/y")));
        assertEquals("open", decision(policy, "/x/", "", List.of("/x/")));
        for (String resolved : List.of("/x/../account", "/x;y", "/x%2e", "/x\\y", "x", "/x\u0085")) {
            assertEquals("ambiguous", decision(policy, "/x", "", List.of(resolved)), resolved);
        }
    }

    @Test
    void keepsExcludedPathsOpenUnderOtherNames() {
        AccessPolicy everything = policy(List.of("/*"), List.of("/", "/login.xhtml", "/public/*"));
        assertEquals("open", decision(everything, "/", "", List.of("/index.html")));
        assertEquals("open", decision(everything, "/login.xhtml", "", List.of("/login.xhtml", "/login.jsf")));
        assertEquals("open", decision(everything, "/public/", "", List.of("/public/index.html")));
        assertEquals("needs a session", decision(everything, "/public/x", "", List.of("/secret/x")));
        assertEquals("needs a session", decision(everything, "/login.jsf", "", List.of("/login.jsf")));
        assertEquals("needs a session", decision(everything, "/Public/x", "", NOTHING_ELSE), "of another case");
    }

    @Test
    void leavesPathsOpenWhereNothingIsProtected() {
        AccessPolicy nothing = policy(List.of(), List.of());
        assertEquals("open", decision(nothing, "//x/../y", "", NOTHING_ELSE));
        assertEquals("ambiguous", decision(nothing.strict(), "//x/../y", "", NOTHING_ELSE));
        assertEquals("open", decision(nothing.strict(), "/x", "", NOTHING_ELSE));
    }

    @Test
    void allowsConfiguredExceptions() {
        AccessPolicy all = policy(List.of("/*"), List.of("/public/*"), "%25", "%2F", ";");
        assertEquals("open", decision(all, "/public/100%25.png", "", List.of("/public/100%.png")));
        assertEquals("open", decision(all, "/public;a=b/x", "", List.of("/public/x")));
        assertEquals("open", decision(all, "/public;a=b/x", "", List.of("/public;a=b/x", "/public")));
        assertEquals(
                "needs a session", decision(all, "/public%2Fx", "", List.of("/public%2Fx")), "REST may see a letter");
        assertEquals("needs a session", decision(all, "/secret%2Fx", "", List.of("/secret%2Fx")));
        assertEquals("ambiguous", decision(all, "/public%2F..%2Fsecret", "", NOTHING_ELSE));
    }
}
