package io.github.amplifyjakarta.bench;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** With the server's own MicroProfile JWT. */
@LoginConfig(authMethod = "MP-JWT")
@ApplicationPath("api")
public class JwtApplication extends Application {}
