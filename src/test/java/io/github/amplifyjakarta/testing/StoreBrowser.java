package io.github.amplifyjakarta.testing;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.session.ContainerSession;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.SessionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A browser with cookies, and the HTTP sessions of a servlet container that it has. */
public final class StoreBrowser {

    private static final String HTTP_SESSION = "JSESSIONID";
    private static final String ROUTES = "/api/auth/";

    private final Map<String, String> jar;
    private final Map<String, String> lines = new ConcurrentHashMap<>();

    /** The container's sessions by their ids. */
    private final Map<String, Map<String, String>> container;

    public StoreBrowser() {
        this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    private StoreBrowser(Map<String, String> jar, Map<String, Map<String, String>> container) {
        this.jar = jar;
        this.container = container;
    }

    /** {@return a browser that has stolen the cookies of this one} */
    public StoreBrowser copy() {
        return new StoreBrowser(new ConcurrentHashMap<>(jar), container);
    }

    public Map<String, String> jar() {
        return jar;
    }

    /** {@return the line that has set a cookie} */
    public String line(String name) {
        return lines.get(name);
    }

    /** {@return the value of the cookie that names the session} */
    public String id() {
        return jar.entrySet().stream()
                .filter(cookie ->
                        cookie.getKey().equals(HTTP_SESSION) || cookie.getKey().startsWith("__Host-"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private SessionRequest request() {
        String header = jar.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return new SessionRequest(TestPool.cookies(header), new Container(), "");
    }

    public RequestSession open(AmplifyRuntime node) {
        return node.sessions().open(request(), this::keep);
    }

    public String accessToken(AmplifyRuntime node) {
        return open(node)
                .fetchAuthSession()
                .tokens()
                .orElseThrow()
                .accessToken()
                .token();
    }

    public ShortCircuitResponse send(AmplifyRuntime node, String route, String query) {
        List<SetCookie> changes = new ArrayList<>();
        ShortCircuitResponse response = node.routes()
                .orElseThrow()
                .handle(
                        route,
                        Requests.of("GET", ROUTES + route, query, Map.of()),
                        node.sessions().open(request(), changes::addAll));
        changes.addAll(response.cookies());
        keep(changes);
        return response;
    }

    /** Signs in, when nobody is. */
    public ShortCircuitResponse signIn(AmplifyRuntime node) {
        String location = send(node, "sign-in", null).location().orElseThrow();
        String state = location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
        return send(node, "sign-in-callback", "code=c" + System.nanoTime() + "&state=" + state);
    }

    /** Signs in again, in the callback of a sign-in that has begun before the session. */
    public ShortCircuitResponse signInAnew(AmplifyRuntime node) {
        Map<String, String> session = new ConcurrentHashMap<>(jar);
        jar.clear();
        String location = send(node, "sign-in", null).location().orElseThrow();
        String state = location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
        jar.putAll(session);
        return send(node, "sign-in-callback", "code=c" + System.nanoTime() + "&state=" + state);
    }

    private void keep(List<SetCookie> changes) {
        for (SetCookie change : changes) {
            String line = change.render();
            String value = line.split(";")[0].substring(change.name().length() + 1);
            lines.put(change.name(), line);
            if (value.isEmpty()) {
                jar.remove(change.name());
            } else {
                jar.put(change.name(), value);
            }
        }
    }

    /** What the application puts into the HTTP session. */
    public void put(String attribute, String value) {
        container
                .computeIfAbsent(
                        jar.computeIfAbsent(
                                HTTP_SESSION, name -> UUID.randomUUID().toString()),
                        id -> new ConcurrentHashMap<>())
                .put(attribute, value);
    }

    public Optional<String> get(String attribute) {
        return new Container().read(attribute);
    }

    /** As a servlet container does it. */
    private final class Container implements ContainerSession {

        private Optional<Map<String, String>> session() {
            return Optional.ofNullable(jar.get(HTTP_SESSION)).map(container::get);
        }

        @Override
        public Optional<String> read(String attribute) {
            return session().map(found -> found.get(attribute));
        }

        @Override
        public void write(String attribute, String value) {
            session().ifPresent(found -> found.put(attribute, value));
        }

        @Override
        public void writeUnderNewId(String attribute, String value) {
            Map<String, String> moved = Optional.ofNullable(jar.remove(HTTP_SESSION))
                    .map(container::remove)
                    .orElseGet(ConcurrentHashMap::new);
            String id = UUID.randomUUID().toString();
            moved.put(attribute, value);
            container.put(id, moved);
            jar.put(HTTP_SESSION, id);
        }

        @Override
        public void invalidate() {
            Optional.ofNullable(jar.remove(HTTP_SESSION)).ifPresent(container::remove);
        }
    }
}
