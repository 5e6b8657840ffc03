package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.config.OAuthConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.github.amplifyjakarta.internal.config.ConfigReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the log says about a deployment: the effective configuration, what has to be set up in Cognito, and what is
 * probably wrong. Servers bury an exception of a deployment in many lines of their own, so each problem is logged first.
 */
final class StartReport {

    private static final Logger LOG = System.getLogger(AmplifyExtension.class.getName());

    private StartReport() {}

    static void configuration(ConfigReport report) {
        if (report.config().isEmpty() && report.problems().isEmpty()) {
            LOG.log(Level.INFO, "amplify-jakarta has no configuration and does nothing; see docs/configuration.md");
        }
        report.config().ifPresent(config -> LOG.log(Level.INFO, text(config, report.values())));
        report.warnings().forEach(StartReport::warn);
    }

    private static String text(AmplifyConfig config, List<String> values) {
        List<String> lines = new ArrayList<>(List.of("amplify-jakarta has this configuration:"));
        values.forEach(value -> lines.add("  " + value));
        Optional<OAuthConfig> oauth = config.userPool().flatMap(UserPoolConfig::oauth);
        Optional<String> signIn = callback(config);
        if (signIn.isPresent() && oauth.isPresent()) {
            String origin = config.app().origin().orElseThrow();
            String folder = signIn.get().replaceFirst("[^/]*/?$", "");
            lines.add("Auth routes: " + folder + "sign-in, sign-up, sign-out");
            lines.add(
                    "Cognito's app client " + config.userPool().orElseThrow().clientId() + " has to know these URLs:");
            lines.add("  allowed callback URL: " + signIn.get());
            lines.add("  allowed sign-out URL: "
                    + ConfigReader.redirect(oauth.get().redirectSignOut(), origin, ConfigReader.SIGN_OUT_CALLBACK)
                            .orElseThrow());
            lines.add("Where Managed Login shows an error of its own, check these URLs and this app client.");
            lines.add(
                    "With several nodes and rotating refresh tokens, give the rotation a grace period (docs/scaling.md).");
        } else {
            lines.add("There are no auth routes, because amplify.app.origin is not set.");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static Optional<String> callback(AmplifyConfig config) {
        return config.app()
                .origin()
                .flatMap(origin -> config.userPool()
                        .flatMap(UserPoolConfig::oauth)
                        .flatMap(oauth ->
                                ConfigReader.redirect(oauth.redirectSignIn(), origin, ConfigReader.SIGN_IN_CALLBACK)));
    }

    /** Logs what the web application itself shows. */
    static void application(Object application, AmplifyConfig config) {
        DeploymentCheck.warnings(application, callback(config)).forEach(StartReport::warn);
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

    private static void warn(String what) {
        LOG.log(Level.WARNING, "amplify-jakarta: " + what);
    }
}
