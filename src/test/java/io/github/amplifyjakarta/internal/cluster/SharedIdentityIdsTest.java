package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.testing.NodesWithRedis;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes and a real Redis: GetId, whose quota is small, is called once for a user. */
@Timeout(60)
class SharedIdentityIdsTest extends NodesWithRedis {

    private static final String GOOD = "eu-central-1:00000000-0000-0000-0000-000000000001";
    private static final Duration HOUR = Duration.ofHours(1);

    private final String user = "user" + System.nanoTime();

    /** Cognito refuses an identity that the logins are not of. */
    @BeforeEach
    void answer() {
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"" + GOOD + "\"}"));
        pool.on(
                "GetCredentialsForIdentity",
                call -> call.body().contains(GOOD)
                        ? pool.credentials("A", "S", "T")
                        : TestPool.error(400, "NotAuthorizedException"));
    }

    private AuthSession session(AmplifyRuntime node) {
        return node.sessions()
                .open(pool.session(user, HOUR, "rt-" + user), none -> {})
                .fetchAuthSession();
    }

    private String key() {
        return new EntryNames(TestPool.config(Map.of()).userPool().orElseThrow())
                .identity(
                        "eu-central-1:aaaa-bbbb",
                        "https://cognito-idp.eu-central-1.amazonaws.com/" + TestPool.POOL,
                        "sub-of-" + user);
    }

    @Test
    void asksForTheIdentityOfAUserOnce() {
        assertEquals(GOOD, session(node()).identityId().orElseThrow());
        assertEquals(GOOD, session(node()).identityId().orElseThrow());
        assertEquals(1, pool.calls("GetId"));
        assertEquals(2, pool.calls("GetCredentialsForIdentity"), "credentials are not shared");
        assertEquals(Optional.of(GOOD), store.get(List.of(key())).get(0));
    }

    @Test
    void asksAnewWhenThePoolRefusesTheStoredIdentity() {
        for (String stored : List.of("eu-central-1:00000000-0000-0000-0000-00000000dead", "x", "", GOOD + "0")) {
            store.put(key(), stored, HOUR);
            int before = pool.calls("GetId");
            assertTrue(session(node()).credentials().isPresent(), stored);
            assertEquals(1, pool.calls("GetId") - before, stored);
            assertEquals(Optional.of(GOOD), store.get(List.of(key())).get(0));
        }
    }

    /** The id of a guest's identity is enough for its credentials. */
    @Test
    void sharesNoGuests() {
        node().sessions().guest().fetchAuthSession().identityId();
        node().sessions().guest().fetchAuthSession().identityId();
        assertEquals(2, pool.calls("GetId"));
    }

    @Test
    void asksThePoolWhileTheStoreIsOutOfReach() throws IOException {
        store.close();
        assertEquals(GOOD, session(node()).identityId().orElseThrow());
    }
}
