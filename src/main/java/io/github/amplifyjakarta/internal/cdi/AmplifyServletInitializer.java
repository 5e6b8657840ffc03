package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.internal.access.RequiresSessionFallback;
import io.github.amplifyjakarta.internal.jaxrs.RequiresSessionScan;
import io.github.amplifyjakarta.internal.servlet.ServletAliases;
import io.github.amplifyjakarta.internal.servlet.SessionServletFilter;
import io.github.amplifyjakarta.internal.servlet.UnfilteredRequests;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.ws.rs.ApplicationPath;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The entry point for the servlet container. It adds one filter before all others. */
@HandlesTypes({ApplicationPath.class, jakarta.ws.rs.core.Application.class, RequiresSession.class})
public class AmplifyServletInitializer implements ServletContainerInitializer {

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        // stored for a later check: a listener may not access registrations (Servlet 6.0, section 4.4)
        context.setAttribute(
                SessionServletFilter.NAME,
                ServletAliases.of(context.getServletRegistrations().values()));
        Set<Class<?>> found = classes == null ? Set.of() : classes;
        DeploymentCheck.prepare(
                context, found, context.getServletRegistrations().values());
        if (JakartaSecurity.isWanted()) {
            // WildFly evaluates @RolesAllowed in JAX-RS only with this parameter; other servers ignore it
            context.setInitParameter("resteasy.role.based.security", "true");
        }
        HttpSessionCookie.secure(context);
        context.addListener(new UnfilteredRequests());
        RequiresSessionFallback marked = RequiresSessionScan.of(found);
        FilterRegistration.Dynamic filter = context.addFilter(
                SessionServletFilter.NAME,
                new SessionServletFilter(
                        new FromCdi(marked.isNeeded() ? WebRuntime::strict : UnaryOperator.identity()), marked));
        if (filter != null) {
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(
                    EnumSet.of(
                            DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR),
                    false,
                    "/*");
        }
    }

    /** CDI has not started when filters are registered, so the bean is looked up once, at the first request. */
    private static final class FromCdi implements Supplier<WebRuntime> {

        private final UnaryOperator<WebRuntime> rules;
        private volatile @Nullable WebRuntime runtime;

        FromCdi(UnaryOperator<WebRuntime> rules) {
            this.rules = rules;
        }

        @Override
        public WebRuntime get() {
            WebRuntime found = runtime;
            if (found == null) {
                found = rules.apply(Application.bean(WebRuntime.class));
                runtime = found;
            }
            return found;
        }
    }
}
