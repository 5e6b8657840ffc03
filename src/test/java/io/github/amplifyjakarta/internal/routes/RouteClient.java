package io.github.amplifyjakarta.internal.routes;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.testing.Requests;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A cookie jar in front of the auth routes. */
public final class RouteClient {

    public final Map<String, String> jar = new LinkedHashMap<>();
    private final AmplifyRuntime runtime;

    public RouteClient(AmplifyRuntime runtime) {
        this.runtime = runtime;
    }

    RequestCookies cookies() {
        return TestPool.cookies(jar.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; ")));
    }

    /** Has the cookies of a Cookie header, beside its own. */
    public void take(String header) {
        for (String pair : header.split("; ")) {
            jar.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
    }

    public ShortCircuitResponse send(String method, String path, String query, Map<String, String> headers) {
        RequestCookies cookies = cookies();
        List<SetCookie> changes = new ArrayList<>();
        ShortCircuitResponse response = runtime.routes()
                .orElseThrow()
                .handle(
                        path.replaceFirst(".*/", ""),
                        Requests.of(method, path, query, headers),
                        runtime.sessions().open(cookies, changes::addAll));
        changes.addAll(response.cookies());
        keep(changes);
        return response;
    }

    /** Values as they stand in the line, because that is what a browser sends back. */
    public void keep(List<SetCookie> changes) {
        for (SetCookie change : changes) {
            String pair = change.render().split(";")[0];
            String value = pair.substring(pair.indexOf('=') + 1);
            if (value.isEmpty()) {
                jar.remove(change.name());
            } else {
                jar.put(change.name(), value);
            }
        }
    }
}
