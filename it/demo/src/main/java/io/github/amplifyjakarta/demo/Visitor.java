package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.auth.SessionState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who looks at the page. Every page asks, so nothing here fails while Cognito is out of reach. */
@Named
@RequestScoped
public class Visitor {

    @Inject
    AmplifyServerContext amplify;

    /** {@return whether a user is signed in} */
    public boolean isSignedIn() {
        return amplify.getState() == SessionState.SIGNED_IN;
    }

    /** {@return whether it could not be checked who this is} */
    public boolean isUnknown() {
        return amplify.getState() == SessionState.UNKNOWN;
    }

    /** {@return what to call the user: the name in the ID token, or the user name} */
    public String getName() {
        return tokens().flatMap(AuthTokens::idToken)
                .flatMap(id -> Stream.of("name", "given_name")
                        .map(id::text)
                        .filter(name -> !name.isBlank())
                        .findFirst())
                .orElseGet(this::getUsername);
    }

    /** {@return the user name in the user pool; empty for a guest} */
    public String getUsername() {
        return isSignedIn() ? amplify.getCurrentUser().username() : "";
    }

    /** {@return the groups of the user} */
    public List<String> getGroups() {
        return tokens().map(AuthTokens::accessToken).map(Jwt::groups).orElse(List.of());
    }

    /** {@return the verified tokens; empty for a guest, and when they could not be checked} */
    public Optional<AuthTokens> tokens() {
        return isSignedIn() ? amplify.fetchAuthSession().tokens() : Optional.empty();
    }
}
