package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.internal.config.AuthCallbacks;
import io.github.amplifyjakarta.internal.config.ConfigReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * What the log says about a deployment: the effective configuration, what has to be set up in Cognito, and what is
 * probably wrong. Servers bury an exception of a deployment in many lines of their own, so each problem is logged first.
 */
final class StartReport {

    private static final Logger LOG = System.getLogger(AmplifyExtension.class.getName());

    private StartReport() {}

    static void configuration(ConfigReport report) {
        if (report.config().isEmpty() && report.problems().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "amplify-jakarta has no configuration and does nothing: nobody can sign in; see https://github.com/amplify-jakarta/amplify-jakarta/blob/main/docs/configuration.md");
        }
        report.config().ifPresent(config -> LOG.log(Level.INFO, text(config, report.values())));
        report.warnings().forEach(StartReport::warn);
    }

    private static String text(AmplifyConfig config, List<String> values) {
        List<String> lines = new ArrayList<>(List.of("amplify-jakarta has this configuration:"));
        values.forEach(value -> lines.add("  " + value));
        AuthCallbacks.of(config)
                .ifPresentOrElse(
                        callbacks -> lines.addAll(routes(config, callbacks)),
                        () -> lines.add("There are no auth routes, because amplify.app.origin is not set."
                                + " Guests of protected paths are sent to "
                                + config.app().paths().signInPath().orElse("/sign-in")
                                + ", which is a page of the application then."));
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> routes(AmplifyConfig config, AuthCallbacks callbacks) {
        return List.of(
                "Auth routes: " + callbacks.routesFolder() + "sign-in, sign-up, sign-out",
                "Cognito's app client " + config.userPool().orElseThrow().clientId() + " has to know these URLs:",
                "  allowed callback URL: " + callbacks.signIn(),
                "  allowed sign-out URL: " + callbacks.signOut(),
                "Where Managed Login shows an error of its own, check these URLs and this app client.",
                "With several nodes and rotating refresh tokens, the app client needs a grace period above zero.");
    }

    /** Logs what the web application itself shows. */
    static void application(Object application, AmplifyConfig config) {
        DeploymentCheck.warnings(
                        application,
                        AuthCallbacks.of(config),
                        config.app().callers().jakartaSecurity())
                .forEach(StartReport::warn);
    }

    /** Logs a problem that fails the deployment, in one line for each. */
    static void failure(Throwable problem) {
        if (problem instanceof ConfigException config) {
            config.problems().forEach(each -> LOG.log(Level.ERROR, "amplify-jakarta: " + each));
        } else {
            LOG.log(
                    Level.ERROR,
                    "amplify-jakarta: " + String.valueOf(problem.getMessage()).replaceFirst("^amplify-jakarta:? ", ""));
        }
    }

    /** Logs what is probably wrong. */
    static void warn(String what) {
        LOG.log(Level.WARNING, "amplify-jakarta: " + what);
    }
}
