package io.github.amplifyjakarta.mpjwt;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** The server's MicroProfile JWT authenticates its callers. */
@LoginConfig(authMethod = "MP-JWT")
@ApplicationPath("/api")
public class TokenApplication extends Application {}
