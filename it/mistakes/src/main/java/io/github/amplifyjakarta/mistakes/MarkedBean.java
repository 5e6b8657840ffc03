package io.github.amplifyjakarta.mistakes;

import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.enterprise.context.ApplicationScoped;

/** Not a resource, so that nobody checks the annotation. */
@ApplicationScoped
@RequiresSession
public class MarkedBean {}
