package io.github.amplifyjakarta.secured;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.config.AmplifyConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Calls an API with the clients of the platform, and the session's authorization. */
@Path("greetings/{mode}")
@RequestScoped
@PermitAll
public class GreetingsResource {

    @Inject
    @AmplifyApi("greetings")
    RestApiClient api;

    @Inject
    AmplifyConfig config;

    @PathParam("mode")
    RestAuthMode mode;

    private URI endpoint() {
        return config.restApis().get("greetings").endpoint();
    }

    /** With a MicroProfile Rest Client. */
    @GET
    @Path("microprofile")
    public String withMicroProfile() throws Exception {
        return orCode(this::callMicroProfile);
    }

    /** What cannot be authorized comes within the client's own exception. */
    private static String orCode(Callable<String> call) throws Exception {
        try {
            return call.call();
        } catch (ProcessingException e) {
            if (e.getCause() instanceof AmplifyException failure) {
                return failure.code();
            }
            throw e;
        }
    }

    private String callMicroProfile() throws Exception {
        Greetings greetings = RestClientBuilder.newBuilder()
                .baseUri(endpoint())
                .register(api.authorization(mode))
                .build(Greetings.class);
        try (AutoCloseable client = (AutoCloseable) greetings) {
            return greetings.greet("Grüß dich, alice", "de at") + "\n" + greetings.add(Map.of("text", "Servus"));
        }
    }

    /** With a client of Jakarta REST. */
    @GET
    @Path("jakarta")
    public String withJakarta() throws Exception {
        return orCode(this::callJakarta);
    }

    private String callJakarta() {
        try (Client client =
                ClientBuilder.newBuilder().register(api.authorization(mode)).build()) {
            return client.target(endpoint())
                            .path("greetings/{name}")
                            .resolveTemplate("name", "Grüß dich, alice")
                            .queryParam("in", "de at")
                            .request()
                            .get(String.class)
                    + "\n"
                    + client.target(endpoint())
                            .path("greetings")
                            .request()
                            .post(Entity.json(Map.of("text", "Servus")), String.class);
        }
    }
}
