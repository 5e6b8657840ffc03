package io.github.amplifyjakarta.it.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.transport.WebOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query and the cookies of an auth route: no server error of ours, no header that breaks out, nobody signed in. */
public final class Callback {

    private static final Application APPLICATION = new Application();

    /** Of the application and of Managed Login. */
    private static final Set<String> ORIGINS =
            Set.of("http://localhost:8080", APPLICATION.sandbox.configuration().get("amplify.auth.oauth.endpoint"));

    private static final String[] ROUTES = {
        "sign-in", "sign-up", "sign-in-callback", "sign-out", "sign-out-callback", "x"
    };

    private static final String[] METHODS = {"GET", "POST", "HEAD", "OPTIONS"};

    private Callback() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String route = data.pickValue(ROUTES);
        String method = data.pickValue(METHODS);
        Map<String, String> headers = Map.of(
                "sec-fetch-site", data.consumeString(20),
                "origin", data.consumeString(50),
                "referer", data.consumeString(50));
        String query = data.consumeString(2_000);
        RequestCookies cookies = RequestCookies.parse(List.of(new String(data.consumeRemainingAsBytes(), ISO_8859_1)));
        List<SetCookie> changes = new ArrayList<>();
        ShortCircuitResponse response = APPLICATION
                .runtime
                .routes()
                .orElseThrow()
                .handle(
                        route,
                        new IncomingRequest(
                                method,
                                "",
                                Optional.of(query),
                                "",
                                List.of(),
                                name -> headers.get(name.toLowerCase(Locale.ROOT))),
                        APPLICATION.runtime.sessions().open(cookies, changes::addAll));
        boolean serverError = response.status() == 500 || response.status() == 503;
        changes.addAll(response.cookies());
        boolean signsIn = changes.stream()
                .anyMatch(cookie -> cookie.name().startsWith("CognitoIdentityServiceProvider.")
                        && !cookie.value().isEmpty());
        if (serverError || signsIn) {
            throw new AssertionError(response.toString());
        }
        changes.forEach(Lines::check);
        response.location().ifPresent(location -> {
            if (!location.startsWith("/")
                            && !ORIGINS.contains(WebOrigin.of(location).orElse(""))
                    || location.startsWith("//")
                    || !location.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                throw new AssertionError(location);
            }
        });
    }
}
