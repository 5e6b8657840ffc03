package io.github.amplifyjakarta.secured;

import jakarta.annotation.security.DeclareRoles;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Open Liberty answers {@code isUserInRole} for roles that the application declares only. */
@ApplicationPath("/api")
@DeclareRoles("admins")
public class SecuredApplication extends Application {}
