package io.github.amplifyjakarta.mistakes;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/api")
public class MistakesApplication extends Application {}
