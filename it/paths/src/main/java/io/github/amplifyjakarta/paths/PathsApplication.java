package io.github.amplifyjakarta.paths;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Finds its resources itself. */
@ApplicationPath("/api")
public class PathsApplication extends Application {}
