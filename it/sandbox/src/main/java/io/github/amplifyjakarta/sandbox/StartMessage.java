package io.github.amplifyjakarta.sandbox;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a sandbox prints when it listens: where everything is, who can sign in, and what to configure. */
final class StartMessage {

    private final String version;
    private final Options options;
    private final Sandbox sandbox;

    StartMessage(String version, Options options, Sandbox sandbox) {
        this.version = version;
        this.options = options;
        this.sandbox = sandbox;
    }

    String text() {
        String configuration = options.command().isEmpty()
                ? "\n# the configuration of your application, META-INF/microprofile-config.properties\n"
                        + properties(sandbox.configuration()) + "\n"
                : "The configuration is in the environment of: " + String.join(" ", options.command()) + "\n";
        return "amplify-jakarta-sandbox " + version + ", a local sandbox for AWS\n"
                + line("Application", options.applications().get(0))
                + line("User and identity pool", sandbox.uri())
                + line("Managed Login", sandbox.managedLogin())
                + line("Codes by mail", sandbox.uri() + "/sandbox/mail")
                + line(
                        "S3",
                        sandbox.s3() + ", buckets "
                                + String.join(", ", options.backEnd().buckets()))
                + line("GraphQL API", sandbox.uri() + "/graphql")
                + line("REST APIs", sandbox.uri() + "/rest")
                + line("Event API", sandbox.uri() + "/event")
                + line("Users", users())
                + configuration
                + "sandbox ready on " + sandbox.uri() + ", S3 on " + sandbox.s3() + "\n";
    }

    private static String line(String what, Object where) {
        return String.format("  %-24s%s%n", what, where);
    }

    /** The person who gave their passwords knows them. */
    private String users() {
        String standard =
                SandboxUser.STANDARD.stream().map(SandboxUser::toString).collect(Collectors.joining(", "));
        return Stream.concat(
                        Stream.of(standard + ": password "
                                + SandboxUser.STANDARD.get(0).password()),
                        options.users().stream().map(SandboxUser::toString))
                .collect(Collectors.joining("; "));
    }

    private static String properties(Map<String, String> configuration) {
        return configuration.entrySet().stream()
                .map(each -> escaped(each.getKey()) + "=" + each.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }

    /** The name of a REST API may have what ends a key in a properties file. */
    private static String escaped(String key) {
        return key.replaceAll("([\\\\ :=])", "\\\\$1");
    }
}
