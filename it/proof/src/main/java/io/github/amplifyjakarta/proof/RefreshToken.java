package io.github.amplifyjakarta.proof;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks Cognito itself whether it still takes a refresh token. The library would refuse that of a session which was
 * signed out by its own memory, without asking.
 */
@Path("refresh-token")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class RefreshToken {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The error is a name, with or without a name space and "#" before it. */
    private static final Pattern ERROR = Pattern.compile("\"__type\"\\s*:\\s*\"(?:[^\"#]*#)?(\\w+)\"");

    @Inject
    AmplifyConfig config;

    /** Passes when Cognito refuses the token. */
    @POST
    public String refused(String refreshToken) throws InterruptedException {
        UserPoolConfig pool = config.userPool().orElseThrow();
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(LIMIT)
                    .build()
                    .send(request(pool, refreshToken), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return Answer.failed("Cognito still takes it: turn token revocation on for the app client"
                        + " (EnableTokenRevocation)");
            }
            Matcher error = ERROR.matcher(response.body());
            String name = error.find() ? error.group(1) : "an answer without an error";
            return name.equals("NotAuthorizedException")
                    ? Answer.passed("Cognito refuses it: " + name)
                    : Answer.failed(
                            "expected NotAuthorizedException, found " + name + " with status " + response.statusCode());
        } catch (IOException e) {
            return Answer.failed("Cognito did not answer: " + e);
        }
    }

    /** Amazon Cognito user pools API reference, "GetTokensFromRefreshToken". */
    private static HttpRequest request(UserPoolConfig pool, String refreshToken) {
        JsonObjectBuilder body =
                Json.createObjectBuilder().add("ClientId", pool.clientId()).add("RefreshToken", refreshToken);
        pool.clientSecrets().stream().findFirst().ifPresent(secret -> body.add("ClientSecret", secret));
        return HttpRequest.newBuilder(pool.endpoint())
                .timeout(LIMIT)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWSCognitoIdentityProviderService.GetTokensFromRefreshToken")
                .POST(HttpRequest.BodyPublishers.ofString(body.build().toString()))
                .build();
    }
}
