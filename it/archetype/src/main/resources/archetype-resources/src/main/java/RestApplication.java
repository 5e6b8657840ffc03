package ${package};

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST resources of this package, and the routes of the library: {@code /api/auth/sign-in} and so on. */
@ApplicationPath("/api")
public class RestApplication extends Application {}
