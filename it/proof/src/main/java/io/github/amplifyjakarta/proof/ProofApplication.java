package io.github.amplifyjakarta.proof;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Turns JAX-RS on; the library's auth routes come with it. */
@ApplicationPath("/api")
public class ProofApplication extends Application {}
