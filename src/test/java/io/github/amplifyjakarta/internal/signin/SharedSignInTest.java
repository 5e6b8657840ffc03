package io.github.amplifyjakarta.internal.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.ChallengeAnswer;
import io.github.amplifyjakarta.auth.SignIn;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.auth.SignInException.Reason;
import io.github.amplifyjakarta.auth.SignInStep;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.NodesWithRedis;
import io.github.amplifyjakarta.testing.StoreBrowser;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sign-in by a form whose steps go to different nodes. */
@Timeout(60)
class SharedSignInTest extends NodesWithRedis {

    private static final String KEYS = "amplify.auth.sign-in.keys";
    private static final String KEY = "a key of the configuration that is long enough";
    private static final String FLOW = "amplify.auth.sign-in.flow";

    private final StoreBrowser browser = new StoreBrowser();

    private SignIn at(AmplifyRuntime node) {
        return node.signIn().orElseThrow().of(browser.open(node));
    }

    private AmplifyRuntime inStore(String sessions) {
        return node(Map.of(FLOW, "USER_PASSWORD_AUTH", "amplify.auth.session.store", sessions), Optional.of(store));
    }

    private static HttpReply asksFor(String challenge, String session) {
        return TestPool.json("{\"ChallengeName\":\"" + challenge + "\",\"Session\":\"" + session
                + "\",\"ChallengeParameters\":{\"USER_ID_FOR_SRP\":\"alice\"}}");
    }

    private String value() {
        return browser.jar().values().iterator().next();
    }

    private static Reason failure(Runnable call) {
        return assertThrows(SignInException.class, call::run).reason();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookies", "shared", "http-session"})
    void goesOnAtAnotherNode(String sessions) {
        AmplifyRuntime first = inStore(sessions);
        AmplifyRuntime second = inStore(sessions);
        pool.on("InitiateAuth", call -> asksFor("SMS_MFA", "s-1"));
        pool.on("RespondToAuthChallenge", call -> asksFor("SOFTWARE_TOKEN_MFA", "s-2"));
        SignInStep.Code code = assertInstanceOf(SignInStep.Code.class, at(first).start("alice", "secret"));
        String before = value();
        assertEquals(43, before.length(), "only a secret");
        assertEquals(Optional.of(code), at(second).underWay(code.flow()));
        at(second).answer(ChallengeAnswer.of(code.flow(), "1"));
        assertNotEquals(before, value(), "each step has a secret of its own");
        StoreBrowser thief = browser.copy();
        thief.jar().replaceAll((name, value) -> before);
        assertEquals(
                Optional.empty(),
                first.signIn().orElseThrow().of(thief.open(first)).underWay(code.flow()),
                "the step before is of no use");
        pool.on("RespondToAuthChallenge", call -> pool.issued("alice", "refresh-of-alice"));
        assertInstanceOf(SignInStep.Done.class, at(first).answer(ChallengeAnswer.of(code.flow(), "2")));
        assertEquals("alice", browser.open(second).getCurrentUser().username());
        assertTrue(browser.jar().keySet().stream().noneMatch(name -> name.contains("sign-in")), "nothing is left");
    }

    /** Nodes that share no store share a key. */
    @Test
    void goesOnAtAnotherNodeWithTheSameKey() {
        Map<String, String> config = Map.of(FLOW, "USER_PASSWORD_AUTH", KEYS, KEY);
        AmplifyRuntime first = node(config, Optional.empty());
        AmplifyRuntime second = node(config, Optional.empty());
        pool.on("InitiateAuth", call -> asksFor("SMS_MFA", "s-1"));
        pool.on("RespondToAuthChallenge", call -> pool.issued("alice", "refresh-of-alice"));
        SignInStep.Code code = assertInstanceOf(SignInStep.Code.class, at(first).start("alice", "secret"));
        assertInstanceOf(SignInStep.Done.class, at(second).answer(ChallengeAnswer.of(code.flow(), "1")));
    }

    @Test
    void saysThatTheStoreIsOutOfReach() {
        AmplifyRuntime node = inStore("cookies");
        pool.on("InitiateAuth", call -> asksFor("SMS_MFA", "s-1"));
        SignInStep.Code code = assertInstanceOf(SignInStep.Code.class, at(node).start("alice", "secret"));
        store.close();
        assertEquals(Reason.UNAVAILABLE, failure(() -> at(node).answer(ChallengeAnswer.of(code.flow(), "1"))));
        assertEquals(Reason.UNAVAILABLE, failure(() -> at(node).start("alice", "secret")));
        assertEquals(1, browser.jar().size(), "the cookie stays");
    }

    /** A double click: the browser shows the answer to the second. */
    @Test
    void answersAFormThatIsSentTwiceOnce() throws Exception {
        AmplifyRuntime node = node(Map.of(FLOW, "USER_PASSWORD_AUTH", KEYS, KEY), Optional.empty());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        pool.on("InitiateAuth", call -> asksFor("SMS_MFA", "s-1"));
        pool.on("RespondToAuthChallenge", call -> {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return pool.issued("alice", "refresh-of-alice");
        });
        SignInStep.Code code = assertInstanceOf(SignInStep.Code.class, at(node).start("alice", "secret"));
        SignIn once = at(node);
        SignIn again = at(node);
        Future<SignInStep> first = threads.submit(() -> once.answer(ChallengeAnswer.of(code.flow(), "1")));
        assertTrue(asked.await(10, TimeUnit.SECONDS));
        Future<SignInStep> second = threads.submit(() -> again.answer(ChallengeAnswer.of(code.flow(), "1")));
        while (!second.isDone() && node.signIn().orElseThrow().limit().underWay("alice", "") < 2) {
            Thread.onSpinWait();
        }
        answered.countDown();
        assertInstanceOf(SignInStep.Done.class, first.get(10, TimeUnit.SECONDS));
        assertInstanceOf(SignInStep.Done.class, second.get(10, TimeUnit.SECONDS));
        assertEquals(1, pool.calls("RespondToAuthChallenge"));
    }

    @Test
    void limitsWhatIsUnderWayForAUser() throws Exception {
        AmplifyRuntime node = node(Map.of(FLOW, "USER_PASSWORD_AUTH", KEYS, KEY), Optional.empty());
        CountDownLatch asked = new CountDownLatch(5);
        CountDownLatch answered = new CountDownLatch(1);
        pool.on("InitiateAuth", call -> {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return asksFor("SMS_MFA", "s-1");
        });
        for (int i = 0; i < 5; i++) {
            StoreBrowser each = new StoreBrowser();
            var unused = threads.submit(
                    () -> node.signIn().orElseThrow().of(each.open(node)).start("alice", "secret"));
        }
        assertTrue(asked.await(10, TimeUnit.SECONDS));
        assertEquals(Reason.TOO_MANY_ATTEMPTS, failure(() -> at(node).start("alice", "secret")));
        assertEquals(5, pool.calls("InitiateAuth"));
        answered.countDown();
        while (node.signIn().orElseThrow().limit().underWay("alice", "") > 0) {
            Thread.onSpinWait();
        }
        assertInstanceOf(SignInStep.Code.class, at(node).start("alice", "secret"), "nothing stays");
    }
}
