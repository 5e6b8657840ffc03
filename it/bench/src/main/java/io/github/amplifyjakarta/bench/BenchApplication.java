package io.github.amplifyjakarta.bench;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Without authentication by the server. */
@ApplicationPath("api")
public class BenchApplication extends Application {}
