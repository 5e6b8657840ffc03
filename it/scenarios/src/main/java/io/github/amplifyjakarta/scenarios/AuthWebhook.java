package io.github.amplifyjakarta.scenarios;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** The application's own resource below {@code auth/}. */
@Path("auth/webhook")
public class AuthWebhook {

    /** Answers as plain text. */
    @POST
    public String called() {
        return "the application's own";
    }
}
