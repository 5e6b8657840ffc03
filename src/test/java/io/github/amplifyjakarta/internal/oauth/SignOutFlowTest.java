package io.github.amplifyjakarta.internal.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.LogLines;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignOutFlowTest {

    private static final String CALLBACK = TestPool.ORIGIN + "/api/auth/sign-out-callback";

    private final TestPool pool = new TestPool();
    private final AmplifyConfig config = TestPool.config(Map.of());
    private final SignOutFlow flow = new SignOutFlow(
            new FlowSettings(config.userPool().orElseThrow(), config.app(), CALLBACK),
            pool.revocations(config.userPool().orElseThrow(), pool));

    /** {@return the tokens for which the endpoint was asked, in this order} */
    private List<String> revoked(TestPool.Aws answer, String... tokens) {
        List<String> asked = new ArrayList<>();
        pool.on("revoke", call -> {
            asked.add(call.body().replaceFirst(".*token=", ""));
            return answer.answer(call);
        });
        flow.revoke(List.of(tokens));
        return asked;
    }

    @Test
    void revokesEachTokenOnce() {
        assertEquals(List.of("a", "b"), revoked(call -> new HttpReply(200, Map.of(), ""), "a", "b"));
        assertEquals(
                List.of("a", "b", "c", "d", "e"),
                revoked(call -> new HttpReply(200, Map.of(), ""), "a", "b", "c", "d", "e", "f"));
        assertEquals(List.of(), revoked(call -> new HttpReply(200, Map.of(), "")));
    }

    /** RFC 7009, section 2.2: what was revoked is answered with 200, whatever else. */
    @ParameterizedTest
    @CsvSource({
        "200, <html>, false",
        "204, '', true",
        "302, '', true",
        "399, '', true",
        "400, {}, true",
        "200, '', false"
    })
    void warnsOfFailedRevocations(int status, String body, boolean warned) {
        try (LogLines log = new LogLines(SignOutFlow.class.getName())) {
            assertEquals(List.of("a", "b"), revoked(call -> new HttpReply(status, Map.of(), body), "a", "b"));
            assertEquals(warned, log.lines().stream().anyMatch(line -> line.contains("not revoked")), log.lines() + "");
        }
    }

    /** RFC 7009, section 2.2.1: a token that the endpoint does not like will not be liked any better. */
    @Test
    void sendsARefusedTokenOnce() {
        assertEquals(List.of("a", "b"), revoked(call -> new HttpReply(400, Map.of(), ""), "a", "b"));
        assertEquals(List.of("a", "b"), revoked(call -> new HttpReply(499, Map.of(), ""), "a", "b"));
    }

    @Test
    void retriesAFailedRevocationOnce() {
        assertEquals(List.of("a", "a"), revoked(call -> new HttpReply(500, Map.of(), ""), "a", "b"));
        assertEquals(
                List.of("a", "a"),
                revoked(
                        call -> {
                            throw new HttpFailure(HttpFailure.Kind.BROKEN, "reset", null);
                        },
                        "a",
                        "b"));
    }

    @Test
    void stopsRevokingAfterATimeout() {
        assertEquals(List.of("a"), revoked(call -> TestPool.down(), "a", "b"));
    }

    @Test
    void signsOutInTwoPasses() {
        assertEquals(CALLBACK, flow.redirectUri());
        assertEquals(
                "https://login.example.com/logout?client_id=client1&logout_uri=https%3A%2F%2Fapp.example.com%2Fapi%2Fauth%2Fsign-out-callback",
                flow.location());
        String signingOut = "com.amplify.server_auth.isSigningOut";
        String redirecting = "com.amplify.server_auth.isSigningOutRedirecting";
        assertEquals(
                List.of(signingOut, redirecting),
                flow.start().stream().map(SetCookie::name).toList());
        assertTrue(flow.isUnderWay(TestPool.cookies(signingOut + "=true")));
        assertFalse(flow.isUnderWay(TestPool.cookies(redirecting + "=true")));
        assertTrue(flow.isFirstPass(TestPool.cookies(redirecting + "=true")));
        assertFalse(flow.isFirstPass(TestPool.cookies(signingOut + "=true")));
        assertEquals(
                List.of(redirecting),
                flow.firstPassDone().stream().map(SetCookie::name).toList());
        assertEquals(
                List.of(signingOut),
                flow.finished().stream().map(SetCookie::name).toList());
    }
}
