package io.github.amplifyjakarta.it.ownaws;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the environment says.
 *
 * @param file the Amplify file
 * @param username of the test user
 * @param password of the test user
 * @param port where the application answers
 * @param storagePrefix where the proof may write in the bucket; it ends in a slash
 * @param restApi the REST API to call, and the path
 * @param graphQlQuery what to ask the GraphQL API
 * @param browser the program; without it what is installed
 */
record ProofSettings(
        Path file,
        String username,
        String password,
        int port,
        String storagePrefix,
        Optional<RestCall> restApi,
        String graphQlQuery,
        Optional<Path> browser) {

    static final String FILE = "AMPLIFY_PROOF_FILE";
    static final String USERNAME = "AMPLIFY_PROOF_USERNAME";
    static final String PASSWORD = "AMPLIFY_PROOF_PASSWORD";
    private static final String PORT = "AMPLIFY_PROOF_PORT";
    private static final String STORAGE_PREFIX = "AMPLIFY_PROOF_STORAGE_PREFIX";
    private static final String REST_API = "AMPLIFY_PROOF_REST_API";
    private static final String REST_PATH = "AMPLIFY_PROOF_REST_PATH";
    private static final String GRAPHQL_QUERY = "AMPLIFY_PROOF_GRAPHQL_QUERY";
    private static final String BROWSER = "AMPLIFY_PROOF_BROWSER";

    /** Text, and no resource: the command is compiled without a build. */
    static final String USAGE = """
            The proof against your own AWS needs these environment variables:

              AMPLIFY_PROOF_FILE            your amplify_outputs.json or amplifyconfiguration.json
              AMPLIFY_PROOF_USERNAME        a test user of the user pool, without MFA
              AMPLIFY_PROOF_PASSWORD        its password, which is not a temporary one

            It also reads these:

              AMPLIFY_PROOF_PORT            where its application answers: 8080
              AMPLIFY_PROOF_STORAGE_PREFIX  where the user may write: public/
              AMPLIFY_PROOF_REST_API        the name of a REST API; without it none is called
              AMPLIFY_PROOF_REST_PATH       what to GET there: /
              AMPLIFY_PROOF_GRAPHQL_QUERY   what to ask: { __typename }
              AMPLIFY_PROOF_BROWSER         Chromium or Chrome: /usr/bin/chromium, else Chrome

            Example:

              export AMPLIFY_PROOF_FILE=$HOME/shop/amplify_outputs.json
              export AMPLIFY_PROOF_USERNAME=proof@example.com
              read -rs AMPLIFY_PROOF_PASSWORD && export AMPLIFY_PROOF_PASSWORD
              mvn -Pown-aws

            docs/own-aws.md says more.
            """;

    /**
     * The REST call.
     *
     * @param api the name of the API in the Amplify file
     * @param path the path below its endpoint
     */
    record RestCall(String api, String path) {}

    /** {@return what is missing or wrong, each in a line; empty when the settings can be read} */
    static List<String> problems(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Stream.of(FILE, USERNAME, PASSWORD)
                .filter(name -> value(environment, name).isEmpty())
                .map(name -> name + " is not set.")
                .forEach(problems::add);
        value(environment, FILE)
                .filter(file -> !Files.isRegularFile(Path.of(file)))
                .map(file -> FILE + " is " + file + ", expected a file that exists.")
                .ifPresent(problems::add);
        value(environment, PORT)
                .filter(port -> !port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > 65_535)
                .map(port -> PORT + " is " + port + ", expected a number from 1 to 65535.")
                .ifPresent(problems::add);
        value(environment, STORAGE_PREFIX)
                .filter(prefix -> !prefix.endsWith("/"))
                .map(prefix -> STORAGE_PREFIX + " is " + prefix + ", expected a folder that ends in /.")
                .ifPresent(problems::add);
        value(environment, BROWSER)
                .filter(browser -> !Files.isExecutable(Path.of(browser)))
                .map(browser -> BROWSER + " is " + browser + ", expected a program.")
                .ifPresent(problems::add);
        return problems;
    }

    /** Reads an environment without {@link #problems}. */
    static ProofSettings of(Map<String, String> environment) {
        return new ProofSettings(
                Path.of(environment.get(FILE)).toAbsolutePath().normalize(),
                environment.get(USERNAME),
                environment.get(PASSWORD),
                Integer.parseInt(value(environment, PORT).orElse("8080")),
                value(environment, STORAGE_PREFIX).orElse("public/"),
                value(environment, REST_API)
                        .map(api ->
                                new RestCall(api, value(environment, REST_PATH).orElse("/"))),
                value(environment, GRAPHQL_QUERY).orElse("{ __typename }"),
                value(environment, BROWSER).map(Path::of));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    URI signInCallback() {
        return at("/api/auth/sign-in-callback");
    }

    URI signOutCallback() {
        return at("/api/auth/sign-out-callback");
    }

    /** Makes this process's environment that of the application, as it would be in production. */
    void configure(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("AMPLIFY_PROOF_"));
        environment.put("AMPLIFY_CONFIG_FILE", file.toString());
        environment.put("AMPLIFY_APP_ORIGIN", at("").toString());
        environment.put("AMPLIFY_AUTH_OAUTH_REDIRECT_SIGN_IN", signInCallback().toString());
        environment.put(
                "AMPLIFY_AUTH_OAUTH_REDIRECT_SIGN_OUT", signOutCallback().toString());
    }

    /** Never with the password. */
    @Override
    public String toString() {
        return "ProofSettings[" + file + ", " + username + "]";
    }
}
