package io.github.amplifyjakarta.nodes;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The path of the resources. */
@ApplicationPath("/api")
public class ClusterApplication extends Application {}
