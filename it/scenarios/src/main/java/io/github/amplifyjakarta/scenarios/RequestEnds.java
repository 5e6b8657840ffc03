package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Asks for the session where a request ends, outside all filters. */
@Path("request-ends")
@ApplicationScoped
public class RequestEnds {

    @Inject
    AmplifyServerContext amplify;

    private final Map<String, List<String>> seen = new ConcurrentHashMap<>();

    void scopeEnds(@Observes @BeforeDestroyed(RequestScoped.class) Object request) {
        if (request instanceof ServletRequest servletRequest) {
            note("observer", servletRequest);
        }
    }

    void note(String who, ServletRequest request) {
        String query = request instanceof HttpServletRequest http ? http.getQueryString() : null;
        if (query != null && query.startsWith("note=")) {
            note(who, query.substring("note=".length()));
        }
    }

    void note(String who, String note) {
        seen.computeIfAbsent(note, first -> new CopyOnWriteArrayList<>()).add(who + " " + name());
    }

    private String name() {
        try {
            return amplify.getCurrentUser().username();
        } catch (AuthException e) {
            return e.code();
        }
    }

    /** Who saw whom where the requests with that note ended; how often servers say so is their own affair. */
    @GET
    public String seen(@QueryParam("of") String note) {
        return seen.getOrDefault(note, List.of()).stream().distinct().sorted().collect(Collectors.joining(", "));
    }
}
