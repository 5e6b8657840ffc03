package io.github.amplifyjakarta.internal.cdi;

/** APIs that a server may offer or not. Whoever uses one is a class of its own, loaded only where the API is there. */
enum ServerApi {
    HEALTH("org.eclipse.microprofile.health.HealthCheck"),
    JWT("org.eclipse.microprofile.jwt.JsonWebToken"),
    /** RESTful Web Services 3.1, the first that finds features in META-INF/services (jakarta.ws.rs.loadServices). */
    REST("jakarta.ws.rs.SeBootstrap"),
    SECURITY("jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism"),
    TELEMETRY("io.opentelemetry.api.OpenTelemetry");

    private final String type;

    ServerApi(String type) {
        this.type = type;
    }

    boolean isThere() {
        try {
            Class.forName(type, false, ServerApi.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
