package io.github.amplifyjakarta.it.ownaws;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/** The calls of the application, with the browser's cookies. */
final class ApplicationCalls {

    /** More than the library needs for a call with all its attempts. */
    private static final Duration LIMIT = Duration.ofSeconds(45);

    private static final String FILE = "hello.txt";

    private final APIRequestContext requests;
    private final ProofSettings settings;

    /** Nobody else's: two proofs may run at a time. */
    private final String folder;

    private final String content = "Hello from amplify-jakarta, " + UUID.randomUUID();

    ApplicationCalls(APIRequestContext requests, ProofSettings settings) {
        this.requests = requests;
        this.settings = settings;
        this.folder = settings.storagePrefix() + "amplify-jakarta-proof-" + UUID.randomUUID() + "/";
    }

    Finding attributes() {
        return send("GET", "session/attributes", options());
    }

    Finding credentials() {
        return send("GET", "session/credentials", options());
    }

    Finding renewal() {
        return send("POST", "session/renewal", options());
    }

    Finding upload() {
        Finding finding = send("PUT", "files", file().setData(content));
        return finding.hasPassed() ? Finding.passed(folder + FILE) : finding;
    }

    Finding list() {
        return send("GET", "files", file());
    }

    /** Downloads without the session, as anybody with the URL could. */
    Finding download() throws IOException, InterruptedException {
        Finding finding = send("GET", "files/url", file());
        if (!finding.hasPassed()) {
            return finding;
        }
        HttpResponse<String> response = HttpClient.newBuilder()
                .connectTimeout(LIMIT)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(finding.detail()))
                                .timeout(LIMIT)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            return Finding.failed("S3 answered " + response.statusCode() + ": " + response.body());
        }
        return response.body().equals(content)
                ? Finding.passed("by a presigned URL, the same bytes")
                : Finding.failed("S3 gave other bytes than those of the upload");
    }

    Finding remove() {
        return send("DELETE", "files", file());
    }

    Finding rest(ProofSettings.RestCall call) {
        return send(
                "GET", "apis/rest", options().setQueryParam("api", call.api()).setQueryParam("path", call.path()));
    }

    Finding graphQl() {
        return send("POST", "apis/graphql", options().setData(settings.graphQlQuery()));
    }

    /** {@return whether Cognito refuses a refresh token} */
    Finding refused(String refreshToken) {
        return send("POST", "refresh-token", options().setData(refreshToken));
    }

    /** {@return the status that a resource for signed-in users answers} */
    int statusOfSession() {
        return response("GET", "session/attributes", options()).status();
    }

    private Finding send(String method, String path, RequestOptions options) {
        APIResponse response = response(method, path, options);
        return Finding.answered(response.status(), response.text());
    }

    private APIResponse response(String method, String path, RequestOptions options) {
        return requests.fetch(settings.at("/api/" + path).toString(), options.setMethod(method));
    }

    private RequestOptions file() {
        return options().setQueryParam("folder", folder).setQueryParam("name", FILE);
    }

    private static RequestOptions options() {
        return RequestOptions.create()
                .setTimeout(LIMIT.toMillis())
                .setMaxRedirects(0)
                .setHeader("Content-Type", "text/plain")
                .setHeader("Accept", "text/plain, application/problem+json");
    }
}
