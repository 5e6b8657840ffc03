package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Somebody with a browser, who visits an application of a cluster. */
final class ClusterVisitor {

    /** Whose sessions are in cookies, which it shares with the demo. */
    static final String COOKIES = "cluster";

    static final String SHARED = "shared";
    static final String HTTP_SESSION = "http-session";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Browser browser = new Browser();
    private final URI address;
    private final String application;

    /** @param application one of the constants */
    ClusterVisitor(Cluster cluster, String application) {
        this.address = cluster.balancer().origin();
        this.application = application;
    }

    /** {@return somebody who has signed in} */
    static ClusterVisitor signedIn(Cluster cluster, String application) throws IOException, InterruptedException {
        ClusterVisitor visitor = new ClusterVisitor(cluster, application);
        visitor.signIn("alice");
        return visitor;
    }

    /**
     * {@return somebody whose access token is over} The next tokens last for an hour.
     *
     * @param graceSeconds how long a refresh token is good after its use
     */
    static ClusterVisitor expired(Cluster cluster, String application, int graceSeconds)
            throws IOException, InterruptedException {
        Browser.tokensRotate(cluster.first(), -1, graceSeconds);
        ClusterVisitor visitor = signedIn(cluster, application);
        Browser.tokensRotate(cluster.first(), 3600, graceSeconds);
        return visitor;
    }

    /** Signs in by the load balancer; in cookies where the demo does, which has the same session. */
    HttpResponse<String> signIn(String username) throws IOException, InterruptedException {
        String path = (application.equals(COOKIES) ? "" : "/" + application) + "/api/auth/sign-in";
        return browser.signIn(address.resolve(path), username);
    }

    /** @param query what follows the path, as {@code ?global=true} */
    HttpResponse<String> signOut(String query) throws IOException, InterruptedException {
        return browser.follow(browser.navigate(address.resolve("/" + application + "/api/auth/sign-out" + query)));
    }

    /** {@return the answer of a page of the application, by the load balancer} The browser keeps its cookies. */
    HttpResponse<String> visit(String path) throws IOException, InterruptedException {
        return browser.get(address.resolve("/" + application + path));
    }

    /** {@return the names of the cookies, and their values} */
    Map<String, String> jar() {
        return browser.jar(address);
    }

    /** {@return a copy of the cookies} */
    String cookies() {
        return jar().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** {@return whose session a node sees} The browser does not learn of the answer: its cookies stay. */
    HttpResponse<String> ask(DemoServer node) throws IOException, InterruptedException {
        return ask(node, cookies());
    }

    /** {@return whose session a node sees in a copy of the cookies} */
    HttpResponse<String> ask(DemoServer node, String cookies) throws IOException, InterruptedException {
        return client.send(request(node, cookies), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks, and does not wait. */
    CompletableFuture<HttpResponse<String>> begin(DemoServer node) {
        return client.sendAsync(request(node, cookies()), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(DemoServer node, String cookies) {
        return HttpRequest.newBuilder(node.origin().resolve("/" + application + "/api/session"))
                .header("Cookie", cookies)
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    /** {@return how often which answer came, of requests that begin at once, at each node in turn} */
    Map<String, Long> storm(List<DemoServer> nodes, int requests) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(begin(nodes.get(i % nodes.size())));
        }
        return answers.stream()
                .map(answer -> answer.join().statusCode() + " " + answer.join().body())
                .collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
    }
}
