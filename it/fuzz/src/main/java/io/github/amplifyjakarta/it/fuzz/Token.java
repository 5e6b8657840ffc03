package io.github.amplifyjakarta.it.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import java.util.List;

/** An access token of any bytes: nobody is signed in by it but who it was issued to. */
public final class Token {

    private static final Application APPLICATION = new Application();
    private static final String PREFIX = APPLICATION.alice.cookies().replaceFirst("LastAuthUser=.*", "");
    private static final String[] PARTS = APPLICATION.alice.accessToken().split("\\.");

    private Token() {}

    /** Called by Jazzer; the letters !, $ and @ stand for header, payload and signature of a token of alice's. */
    public static void fuzzerTestOneInput(byte[] data) {
        String token = new String(data, ISO_8859_1)
                .replace(";", "")
                .replace("!", PARTS[0])
                .replace("$", PARTS[1])
                .replace("@", PARTS[2]);
        String cookies = PREFIX + "LastAuthUser=alice; " + PREFIX + "alice.accessToken=" + token;
        Outcome outcome = APPLICATION
                .runtime
                .sessions()
                .open(RequestCookies.parse(List.of(cookies)), changes -> {})
                .outcome();
        if (outcome instanceof Outcome.SignedIn
                && !APPLICATION.alice.accessToken().equals(token.strip())) {
            throw new AssertionError("signed in by " + token);
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            throw new AssertionError("the keys are there", unknown.why());
        }
    }
}
