package io.github.amplifyjakarta.mistakes;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;

/** Asks for the user where there is no request. */
@ApplicationScoped
public class Early {

    void start(@Observes @Initialized(ApplicationScoped.class) Object application, AmplifyServerContext amplify) {
        amplify.getCurrentUser();
    }
}
