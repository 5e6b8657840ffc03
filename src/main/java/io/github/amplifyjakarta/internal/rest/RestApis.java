package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.RestApiConfig;
import io.github.amplifyjakarta.internal.aws.CallExecutor;
import io.github.amplifyjakarta.internal.aws.JsonText;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The REST APIs of one application. */
public final class RestApis {

    private final Map<String, RestApiConfig> apis;
    private final CallExecutor calls;
    private final JsonText json;
    private final Supplier<AuthSession> guest;

    /**
     * @param json reads and writes the bodies
     * @param guest the guest session
     */
    public RestApis(Map<String, RestApiConfig> apis, CallExecutor calls, JsonText json, Supplier<AuthSession> guest) {
        this.apis = apis;
        this.calls = calls;
        this.json = json;
        this.guest = guest;
    }

    /**
     * {@return the client of an API}
     *
     * @param sessions supplies the session for each call
     */
    public RestApiClient client(String name, Supplier<AuthSession> sessions) {
        RestApiConfig found = apis.get(name);
        if (found == null) {
            throw new ApiException(
                    Reason.NOT_CONFIGURED,
                    new AmplifyException.Details(
                            "InvalidApiName",
                            "API name is invalid: there is no \"" + name + "\" in the configuration; there are "
                                    + new TreeSet<>(apis.keySet()) + ".",
                            "Check if the API name matches the one in your configuration."),
                    null);
        }
        return new AwsRestApiClient(this, RestSettings.of(found), sessions);
    }

    CallExecutor calls() {
        return calls;
    }

    JsonText json() {
        return json;
    }

    Supplier<AuthSession> guest() {
        return guest;
    }
}
