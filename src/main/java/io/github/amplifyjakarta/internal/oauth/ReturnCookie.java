package io.github.amplifyjakarta.internal.oauth;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import java.util.List;
import java.util.Optional;

/**
 * The cookie that holds the return path between the refusal of a page and the sign-in. The sign-in moves the path into
 * its own cookie. The browser sends this cookie only to the auth routes of this application on this host. A link on
 * another site cannot set where a sign-in ends.
 */
public final class ReturnCookie {

    private static final String NAME = FlowCookies.PREFIX + "return";

    /** The user may spend some time on the application's own sign-in page. */
    private static final long MAX_AGE = 300;

    private final Attributes attributes;

    private ReturnCookie(Attributes attributes) {
        this.attributes = attributes;
    }

    /**
     * {@return the cookie of an application}
     *
     * @param routesFolder the path of the folder of the auth routes, as a browser sees it
     */
    public static ReturnCookie of(AppConfig app, String routesFolder) {
        return new ReturnCookie(Attributes.ofFlow(app, MAX_AGE).ofThisHost().below(routesFolder));
    }

    /** {@return the cookie for a path} */
    public SetCookie set(ReturnPath path) {
        return new SetCookie(NAME, path.text(), attributes);
    }

    /** {@return the page that was last refused to this browser; validated again, because cookies are external input} */
    public Optional<ReturnPath> read(RequestCookies cookies) {
        return cookies.value(NAME).map(CookieText::decode).flatMap(ReturnPath::of);
    }

    /** {@return the deletion of the cookie, if it exists; it is valid for one sign-in} */
    public List<SetCookie> delete(RequestCookies cookies) {
        return cookies.find(NAME).isPresent() ? List.of(SetCookie.delete(NAME, attributes)) : List.of();
    }
}
