package io.github.amplifyjakarta.proof;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.config.AmplifyConfig;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The session's part of the proof: attributes, AWS credentials, renewal. */
@Path("session")
@RequestScoped
@RequiresSession
@Produces(MediaType.TEXT_PLAIN)
public class SessionCalls {

    @Inject
    AmplifyServerContext amplify;

    @Inject
    AmplifyConfig config;

    /** Asks Cognito for the user's attributes. Only their names are told. */
    @GET
    @Path("attributes")
    public String attributes() {
        return Answer.of(() -> {
            Map<String, String> attributes = amplify.fetchUserAttributes();
            String userId = amplify.getCurrentUser().userId();
            return userId.equals(attributes.get("sub"))
                    ? Answer.passed(String.join(", ", new TreeSet<>(attributes.keySet())))
                    : Answer.failed("the attribute sub is not the sub of the access token");
        });
    }

    /** Asks the identity pool for AWS credentials. */
    @GET
    @Path("credentials")
    public String credentials() {
        if (config.identityPool().isEmpty()) {
            return Answer.notConfigured("the Amplify file has no identity pool");
        }
        return Answer.of(() -> {
            AuthSession session = amplify.fetchAuthSession();
            Optional<AwsCredentials> credentials = session.credentials();
            return credentials
                    .map(found ->
                            Answer.passed("identity " + session.identityId().orElse("unknown") + ", for "
                                    + minutesUntil(found.expiration()) + " minutes"))
                    .orElseGet(() -> Answer.failed("the identity pool gave no credentials"));
        });
    }

    /** Renews tokens that are still valid. */
    @POST
    @Path("renewal")
    public String renewal() {
        return Answer.of(() -> {
            Optional<String> before = accessToken(amplify.fetchAuthSession()).map(Jwt::token);
            Optional<Jwt> after = accessToken(amplify.fetchAuthSession(true));
            if (after.isEmpty()) {
                return Answer.failed("the session ended, because Cognito refused its refresh token");
            }
            return after.map(Jwt::token).equals(before)
                    ? Answer.failed("the access token is still the old one")
                    : Answer.passed("another access token, for "
                            + minutesUntil(after.get().expiresAt()) + " minutes");
        });
    }

    private static Optional<Jwt> accessToken(AuthSession session) {
        return session.tokens().map(AuthTokens::accessToken);
    }

    private static long minutesUntil(Instant end) {
        return Math.round(Duration.between(Instant.now(), end).toSeconds() / 60.0);
    }
}
