package io.github.amplifyjakarta.internal.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.AppConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathRulesTest {

    private final PathRules rules = new PathRules(new AppConfig.Paths(
            List.of("/account/*", "/admin.jsp", "/files/"), List.of("/account/public/*"), Optional.empty()));

    @Test
    void patternsCoverThePathAndWhatIsBelow() {
        for (String path : List.of("/account", "/account/", "/account/x/y", "/admin.jsp", "/files", "/files/")) {
            assertTrue(rules.needsSession(path, ""), path);
        }
        for (String path : List.of("/", "/accounts", "/admin.jspx", "/files/x", "/x/account")) {
            assertFalse(rules.needsSession(path, ""), path);
        }
    }

    @Test
    void exceptionsHoldForPlainPathsOnly() {
        assertFalse(rules.needsSession("/account/public/logo.png", ""));
        for (String path : List.of(
                "/account/public/../secret",
                "/account/public/%2e%2e/secret",
                "/account/public/..;/secret",
                "/account/public/..%2fsecret",
                "/account/public\\..\\secret",
                "/account/public/%252e%252e/secret",
                "/account//public/x",
                "/account/public;x/y")) {
            assertTrue(rules.needsSession(path, ""), path);
        }
    }

    @Test
    void oddWaysOfWritingAPathDoNotPass() {
        for (String path : List.of(
                "//account/x",
                "/account;x=1/y",
                "/;x/account",
                "/%61ccount/x",
                "/%2561ccount/x",
                "/ACCOUNT/x",
                "/./account/x",
                "/x/../account/y",
                "/x/%2e%2e/account/y",
                "/x/..;y/account",
                "\\account\\x",
                "/%5caccount",
                "/%2faccount",
                "/account%2fx",
                "/account%00",
                "/admin.jsp/",
                "/admin.jsp;jsessionid=1",
                "/admin.jsp%20")) {
            assertTrue(rules.needsSession(path, ""), path);
        }
    }

    @Test
    void oddWaysOfLeavingAProtectedPathDoNotPass() {
        for (String path : List.of(
                "/account/%252e%252e/x",
                "/account/%20..%20/x", "/account/.%01./x", "/%61ccount/%ff", "/account/%2e%2e/x", "/account/%zz")) {
            assertTrue(rules.needsSession(path, ""), path);
        }
    }

    @Test
    void oddWaysOfWritingTheContextRootDoNotPass() {
        for (String path :
                List.of("/app/account", "//app/account", "/%61pp/account", "/app;x/account", "/x/../app/account")) {
            assertTrue(rules.needsSession(path, "/app"), path);
        }
        assertFalse(rules.needsSession("/app/public", "/app"));
    }

    @Test
    void ordinaryPathsStayPublic() {
        for (String path : List.of("/index.jsp;jsessionid=1", "/search/a%20b", "/caf%C3%A9", "//index.jsp", "/a%2Fb")) {
            assertFalse(rules.needsSession(path, ""), path);
        }
    }
}
