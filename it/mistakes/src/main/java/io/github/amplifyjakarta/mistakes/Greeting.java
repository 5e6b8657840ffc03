package io.github.amplifyjakarta.mistakes;

import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.RestApiClient;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("greeting")
@RequestScoped
public class Greeting {

    @Inject
    @AmplifyApi("greetings")
    RestApiClient greetings;

    /** The message is a text. */
    public record Answer(int message) {}

    @GET
    public String get() {
        return greetings.get("/greeting").send().json(Answer.class).message() + "";
    }
}
