package io.github.amplifyjakarta.bench;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** What every filter before the matching of Jakarta REST costs: it does nothing. */
@Provider
@PreMatching
public class EmptyRestFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        // nothing
    }
}
