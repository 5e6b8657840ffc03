package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.TreeMap;

/** The user's attributes, which Cognito is asked for. The page does without them while Cognito does not answer. */
@Named
@RequestScoped
public class Profile {

    @Inject
    AmplifyServerContext amplify;

    private Map<String, String> attributes;
    private boolean unavailable;

    /** {@return the attributes by name; empty while Cognito does not answer} */
    public Map<String, String> getAttributes() {
        if (attributes == null) {
            attributes = fetch();
        }
        return attributes;
    }

    /** {@return whether Cognito did not answer} */
    public boolean isUnavailable() {
        return getAttributes().isEmpty() && unavailable;
    }

    private Map<String, String> fetch() {
        try {
            return new TreeMap<>(amplify.fetchUserAttributes());
        } catch (AuthException e) {
            if (e.reason() != AuthException.Reason.SERVICE) {
                throw e;
            }
            unavailable = true;
            return Map.of();
        }
    }
}
