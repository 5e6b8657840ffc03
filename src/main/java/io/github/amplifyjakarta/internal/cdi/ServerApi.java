package io.github.amplifyjakarta.internal.cdi;

/** APIs that a server, or WEB-INF/lib, may provide. A class that uses one of them is separate and is only loaded when the API exists. */
enum ServerApi {
    HEALTH("org.eclipse.microprofile.health.HealthCheck"),
    JWT("org.eclipse.microprofile.jwt.JsonWebToken"),
    REDIS("redis.clients.jedis.UnifiedJedis"),
    /**
     * RESTful Web Services 3.1, the first version that discovers features in META-INF/services
     * (jakarta.ws.rs.loadServices).
     */
    REST("jakarta.ws.rs.SeBootstrap"),
    S3("software.amazon.awssdk.services.s3.S3AsyncClient"),
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
