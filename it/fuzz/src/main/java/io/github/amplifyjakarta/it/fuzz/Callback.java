package io.github.amplifyjakarta.it.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.web.RouteRequest;
import io.github.amplifyjakarta.internal.web.RouteResponse;
import java.util.List;
import java.util.Map;

/** The query and the cookies of an auth route: no server error of ours, no header that breaks out, nobody signed in. */
public final class Callback {

    private static final Application APPLICATION = new Application();
    private static final String[] ROUTES = {
        "sign-in", "sign-up", "sign-in-callback", "sign-out", "sign-out-callback", "x"
    };

    private Callback() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String route = data.pickValue(ROUTES);
        String query = data.consumeString(2_000);
        String fetchSite = data.consumeString(20);
        RequestCookies cookies = RequestCookies.parse(List.of(new String(data.consumeRemainingAsBytes(), ISO_8859_1)));
        RouteResponse response = APPLICATION
                .runtime
                .routes()
                .orElseThrow()
                .handle(
                        route,
                        new RouteRequest(
                                "GET", RouteRequest.parseQuery(query), Map.of("sec-fetch-site", fetchSite), cookies),
                        APPLICATION.runtime.sessions().open(cookies, changes -> {}));
        boolean serverError = response.status() == 500 || response.status() == 503;
        boolean signsIn = response.cookies().stream()
                .anyMatch(cookie -> cookie.name().endsWith(".accessToken")
                        && !cookie.value().isEmpty());
        if (serverError || signsIn) {
            throw new AssertionError(response.toString());
        }
        response.location().ifPresent(location -> {
            if (!location.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                throw new AssertionError(location);
            }
        });
    }
}
