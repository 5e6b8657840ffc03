package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RestCall;
import io.github.amplifyjakarta.api.RestClient;
import io.github.amplifyjakarta.auth.AuthSession;
import jakarta.ws.rs.core.Feature;
import java.util.function.Supplier;

/** The client of one REST API, for whoever's session it is at each call. */
final class SessionRest implements RestClient {

    private final Api api;
    private final RestEndpoint endpoint;
    private final Supplier<AuthSession> sessions;

    SessionRest(Api api, RestEndpoint endpoint, Supplier<AuthSession> sessions) {
        this.api = api;
        this.endpoint = endpoint;
        this.sessions = sessions;
    }

    @Override
    public RestCall get(String path) {
        return call("GET", path);
    }

    @Override
    public RestCall head(String path) {
        return call("HEAD", path);
    }

    @Override
    public RestCall post(String path) {
        return call("POST", path);
    }

    @Override
    public RestCall put(String path) {
        return call("PUT", path);
    }

    @Override
    public RestCall patch(String path) {
        return call("PATCH", path);
    }

    @Override
    public RestCall delete(String path) {
        return call("DELETE", path);
    }

    private RestCall call(String method, String path) {
        return new RestRequest(api, endpoint, sessions, method, path);
    }

    @Override
    public Feature authorization(RestAuthMode mode) {
        return new ClientAuthorization(new RestAuthorization(endpoint, mode, sessions), api);
    }

    @Override
    public RestClient asGuest() {
        return new SessionRest(api, endpoint, api.guest());
    }
}
