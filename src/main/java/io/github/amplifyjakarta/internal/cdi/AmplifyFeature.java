package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.internal.jaxrs.AmplifyExceptionMapper;
import io.github.amplifyjakarta.internal.jaxrs.AuthRoutesFilter;
import io.github.amplifyjakarta.internal.jaxrs.MatchedPathFilter;
import io.github.amplifyjakarta.internal.jaxrs.RequiresSessionFeature;
import io.github.amplifyjakarta.internal.jaxrs.RestPathCheck;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** The entry point for JAX-RS, discovered through {@code META-INF/services} in every kind of application. */
public class AmplifyFeature implements Feature {

    @Override
    public boolean configure(FeatureContext context) {
        if (context.getConfiguration().isRegistered(AuthRoutesFilter.class)) {
            return false;
        }
        WebRuntime runtime = runtime();
        RestPathCheck check = new RestPathCheck(runtime);
        context.register(new MatchedPathFilter.Base(check));
        context.register(new AuthRoutesFilter(runtime, check));
        context.register(new MatchedPathFilter(runtime, check));
        context.register(new RequiresSessionFeature(runtime));
        context.register(new AmplifyExceptionMapper(runtime.errorPage()));
        runtime.restFilters().set(true);
        return true;
    }

    private static WebRuntime runtime() {
        try {
            return Application.bean(WebRuntime.class);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "amplify-jakarta needs CDI, which does not run in this application."
                            + " Add an empty WEB-INF/beans.xml, and the CDI subsystem or feature to the server.",
                    e);
        }
    }
}
