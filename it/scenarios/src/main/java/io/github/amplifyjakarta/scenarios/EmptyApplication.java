package io.github.amplifyjakarta.scenarios;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** An application that lists nothing: resources and features are found by scanning. */
@ApplicationPath("/api")
public class EmptyApplication extends Application {}
