package io.github.amplifyjakarta.it.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import java.util.ArrayList;
import java.util.List;

/** A Cookie header of any bytes, around a good session: it is alice's or nobody's, and no line that is sent breaks out. */
public final class CookieHeader {

    private static final Application APPLICATION = new Application();
    private static final byte SESSION = '@';

    private CookieHeader() {}

    /** Called by Jazzer; an at sign stands for alice's cookies. */
    public static void fuzzerTestOneInput(byte[] data) {
        String header = new String(data, ISO_8859_1);
        int at = header.indexOf(SESSION);
        String cookies =
                at < 0 ? header : header.substring(0, at) + APPLICATION.alice.cookies() + header.substring(at + 1);
        List<SetCookie> changes = new ArrayList<>();
        RequestSession session =
                APPLICATION.runtime.sessions().open(RequestCookies.parse(List.of(cookies)), changes::addAll);
        if (session.outcome() instanceof Outcome.SignedIn signedIn) {
            String token = session.fetchAuthSession()
                    .tokens()
                    .orElseThrow()
                    .accessToken()
                    .token();
            if (at < 0
                    || !signedIn.username().equals("alice")
                    || !APPLICATION.alice.accessToken().equals(token)) {
                throw new AssertionError(signedIn.username() + " by " + header);
            }
        }
        changes.forEach(Lines::check);
    }
}
