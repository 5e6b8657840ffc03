package io.github.amplifyjakarta.internal.routes;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.Map;

/** A browser in front of the auth routes of an application. */
abstract class AuthRoutesFixture {

    final TestPool pool = new TestPool();
    final AmplifyRuntime runtime = pool.runtime(Map.of());
    final RouteClient client = new RouteClient(runtime);
    final Map<String, String> jar = client.jar;

    ShortCircuitResponse get(String slug, String query, Map<String, String> headers) {
        return send("GET", slug, query, headers);
    }

    ShortCircuitResponse send(String method, String slug, String query, Map<String, String> headers) {
        return client.send(method, "/api/auth/" + slug, query, headers);
    }

    String startFlow() {
        String location = get("sign-in", null, Map.of()).location().orElseThrow();
        return location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
    }
}
