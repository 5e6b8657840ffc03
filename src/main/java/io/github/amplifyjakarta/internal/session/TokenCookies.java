package io.github.amplifyjakarta.internal.session;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;
import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;

import io.github.amplifyjakarta.auth.SignInDetails;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.RequestCookies.Cookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The cookies that hold a session. The names are those that Amplify uses in browsers and in the Next.js adapter: {@code
 * CognitoIdentityServiceProvider.{clientId}.{username}.accessToken} and so on.
 */
public final class TokenCookies {

    private static final Logger LOG = System.getLogger(TokenCookies.class.getName());
    private static final String PREFIX = "CognitoIdentityServiceProvider.";
    private static final String IDENTITY_PREFIX = "com.amplify.Cognito.";

    private static final int LONGEST_DETAILS = 2_048;

    /** A few groups more, and the user can no longer sign in. */
    private static final int NEARLY_TOO_LONG = SetCookie.LONGEST * 9 / 10;

    /** Browsers do not store longer cookies, so a longer one does not come from a browser. */
    private static final int LONGEST_COOKIE = 4_096;

    /** A request may carry many made-up tokens. */
    private static final int MOST_SESSIONS = 5;

    private final String prefix;
    private final String lastAuthUser;
    private final Optional<String> identityCookie;
    private final boolean serverSide;
    private final Attributes attributes;
    private final Clock clock;

    /**
     * @param clientId the app client
     * @param identityPoolId the identity pool; empty without one
     */
    public TokenCookies(String clientId, Optional<String> identityPoolId, AppConfig app, Clock clock) {
        this.prefix = PREFIX + clientId + ".";
        this.lastAuthUser = prefix + "LastAuthUser";
        this.identityCookie = identityPoolId.map(id -> IDENTITY_PREFIX + id + ".identityId");
        this.serverSide = app.origin().isPresent();
        this.attributes = Attributes.of(app.cookies()
                        .sameSite()
                        .orElse(serverSide ? AppConfig.SameSite.STRICT : AppConfig.SameSite.LAX)
                        .attribute())
                .domain(app.cookies().domain())
                .secure(app.origin().map(origin -> origin.startsWith("https:")).orElse(true))
                .httpOnly(serverSide)
                .lifetime(app.cookies().maxAge(), app.cookies().expires());
        this.clock = clock;
    }

    /** {@return the tokens of the user who signed in last; empty when there is no access token} */
    Optional<CookieTokens> read(RequestCookies cookies) {
        return cookies.value(lastAuthUser)
                .flatMap(value -> read(cookies, CookieText.decode(value)).or(() -> read(cookies, value)));
    }

    private Optional<CookieTokens> read(RequestCookies cookies, String username) {
        String user = prefix + username + ".";
        return cookies.value(user + "accessToken")
                .map(access -> new CookieTokens(this, cookies, user, username, access));
    }

    /** {@return the contents of the JSON cookie; a malformed cookie does not end the session} */
    static Optional<SignInDetails> signInDetails(String json) {
        if (json.length() > LONGEST_DETAILS) {
            return Optional.empty();
        }
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            if (reader.readValue() instanceof JsonObject details) {
                return Optional.of(new SignInDetails(text(details, "loginId"), text(details, "authFlowType")));
            }
        } catch (RuntimeException e) { // parsers throw different exceptions for deep nesting
            LOG.log(Level.DEBUG, "the cookie signInDetails holds no JSON: ignored");
        }
        return Optional.empty();
    }

    /** {@return the cookies of a new session} */
    public List<SetCookie> write(VerifiedTokens tokens) {
        return inFront(write(tokens, tokens.accessToken().text("username"), RequestCookies.parse(List.of())));
    }

    /**
     * {@return a description of the first session cookie that is too long for browsers; empty when all fit} The text
     * does not name the user.
     */
    public static Optional<String> tooLong(List<SetCookie> cookies) {
        return cookies.stream()
                .filter(cookie -> cookie.size() > SetCookie.LONGEST)
                .findFirst()
                .map(cookie -> size(cookie) + ": the user is in too many groups, or the tokens have too many claims");
    }

    /** The text does not name the user, whose name is in the name of the cookie. */
    private static String size(SetCookie cookie) {
        return "the cookie " + cookie.name().substring(cookie.name().lastIndexOf('.') + 1) + " has " + cookie.size()
                + " bytes, and browsers keep " + SetCookie.LONGEST;
    }

    /** {@return a description of the first session cookie that will soon be too long; empty when all are far from the limit} */
    public static Optional<String> nearlyTooLong(List<SetCookie> cookies) {
        return cookies.stream()
                .filter(cookie -> cookie.size() > NEARLY_TOO_LONG)
                .findFirst()
                .map(TokenCookies::size);
    }

    /** {@return only the refresh token from the cookies of a renewal, because browsers would drop the others} */
    static List<SetCookie> refreshTokenOnly(List<SetCookie> cookies) {
        return cookies.stream()
                .filter(cookie -> cookie.name().endsWith(".refreshToken") && cookie.size() <= SetCookie.LONGEST)
                .toList();
    }

    /** When a Domain is configured, an older host-only cookie would be sent first and take precedence. */
    private List<SetCookie> inFront(List<SetCookie> changes) {
        if (attributes.domain().isEmpty()) {
            return changes;
        }
        return Stream.concat(
                        changes.stream().map(change -> SetCookie.delete(change.name(), attributes.ofThisHost())),
                        changes.stream())
                .toList();
    }

    private List<SetCookie> write(VerifiedTokens tokens, String username, RequestCookies sent) {
        String user = prefix + username + ".";
        List<SetCookie> changes = new ArrayList<>();
        changes.add(set(lastAuthUser, username, sent));
        changes.add(set(user + "accessToken", tokens.accessToken().token(), sent));
        tokens.idToken().ifPresent(id -> changes.add(set(user + "idToken", id.token(), sent)));
        tokens.refreshToken().ifPresent(refresh -> changes.add(set(user + "refreshToken", refresh, sent)));
        return changes;
    }

    /**
     * An existing cookie is written under the name with which it was sent. Another encoding would create another
     * cookie.
     */
    private SetCookie set(String name, String value, RequestCookies sent) {
        return sent.find(name)
                .map(cookie -> new SetCookie(cookie.sentName(), value, attributes))
                .orElseGet(() -> SetCookie.set(name, value, attributes));
    }

    /**
     * {@return the cookies of a renewed session; without an origin, also those that the browser client stores with it}
     */
    List<SetCookie> write(VerifiedTokens tokens, CookieTokens before) {
        RequestCookies sent = before.cookies();
        String user = before.prefix();
        List<SetCookie> changes = write(tokens, before.username(), sent);
        if (tokens.refreshToken().isEmpty()) {
            before.refreshToken().ifPresent(same -> changes.add(set(user + "refreshToken", same, sent)));
        }
        if (tokens.idToken().isEmpty()) { // an old ID token that stayed would cause a renewal with every request
            changes.addAll(delete(sent.effective(), name -> name.equals(user + "idToken")));
        }
        if (!serverSide) {
            before.signInDetails().ifPresent(details -> changes.add(set(user + "signInDetails", details, sent)));
            long issuedAt = tokens.accessToken().payload().get("iat") instanceof Number iat
                    ? Instant.ofEpochSecond(iat.longValue()).toEpochMilli()
                    : clock.millis();
            changes.add(set(user + "clockDrift", String.valueOf(issuedAt - clock.millis()), sent));
        }
        return inFront(changes);
    }

    /**
     * {@return deletions of the cookies that held one user's session; another encoding may belong to another sign-in}
     */
    List<SetCookie> deleteUser(CookieTokens tokens) {
        String accessToken = tokens.prefix() + "accessToken";
        boolean leadsToAnother = tokens.cookies().all().stream()
                        .filter(cookie -> cookie.name().equals(accessToken))
                        .map(Cookie::sentName)
                        .distinct()
                        .count()
                > 1;
        return delete(
                tokens.cookies().effective(),
                name -> isOf(tokens.prefix(), name) || name.equals(lastAuthUser) && !leadsToAnother);
    }

    /** One user name may be a prefix of another, such as john and john.smith. */
    private static boolean isOf(String userPrefix, String name) {
        return name.startsWith(userPrefix) && name.indexOf('.', userPrefix.length()) < 0;
    }

    /** {@return deletions of all cookies that this app client has in the browser, including the identity} */
    public List<SetCookie> deleteAll(RequestCookies cookies) {
        return delete(
                cookies.all(),
                name -> name.startsWith(prefix)
                        || identityCookie.filter(name::equals).isPresent());
    }

    /**
     * {@return deletions of all cookies of this app client, and of those that a sign-in would have written} A request
     * that comes from Managed Login lacks the Strict ones.
     */
    List<SetCookie> deleteAll(RequestCookies cookies, VerifiedTokens signedIn) {
        Stream<SetCookie> written =
                write(signedIn).stream().flatMap(cookie -> forms().map(form -> SetCookie.delete(cookie.name(), form)));
        return Stream.concat(deleteAll(cookies).stream(), written).distinct().toList();
    }

    private Stream<Attributes> forms() {
        return Stream.of(attributes, attributes.ofThisHost()).distinct();
    }

    /**
     * When a Domain is configured, the host-only form is deleted too, because a request does not show which form it
     * carries.
     */
    private List<SetCookie> delete(Collection<Cookie> cookies, Predicate<String> which) {
        return cookies.stream()
                .filter(cookie -> which.test(cookie.name()))
                .flatMap(cookie -> forms().map(form -> SetCookie.delete(cookie.sentName(), form)))
                .distinct()
                .toList();
    }

    /** {@return all refresh tokens of this app client, for revocation; the token of the current session comes first} */
    public List<String> refreshTokens(RequestCookies cookies) {
        return tokens(cookies, read(cookies).flatMap(CookieTokens::refreshToken), ".refreshToken")
                .toList();
    }

    /** {@return access tokens of this app client, not verified; the token of the current session comes first} */
    List<String> accessTokens(RequestCookies cookies) {
        return tokens(cookies, read(cookies).map(CookieTokens::accessToken), ".accessToken")
                .limit(MOST_SESSIONS)
                .toList();
    }

    private Stream<String> tokens(RequestCookies cookies, Optional<String> current, String suffix) {
        Stream<String> all = cookies.all().stream()
                .filter(cookie ->
                        cookie.name().startsWith(prefix) && cookie.name().endsWith(suffix))
                .map(cookie -> CookieText.decode(cookie.value()));
        return Stream.concat(current.stream(), all)
                .filter(token -> !token.isEmpty() && token.length() <= LONGEST_COOKIE)
                .distinct();
    }
}
