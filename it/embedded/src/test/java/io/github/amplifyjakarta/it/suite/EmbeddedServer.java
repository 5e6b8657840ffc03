package io.github.amplifyjakarta.it.suite;

import com.sun.faces.config.FacesInitializer;
import io.github.amplifyjakarta.internal.cdi.AmplifyFeature;
import io.github.amplifyjakarta.internal.cdi.AmplifyServletInitializer;
import io.github.amplifyjakarta.paths.Content;
import io.github.amplifyjakarta.paths.Dispatched;
import io.github.amplifyjakarta.paths.Index;
import io.github.amplifyjakarta.paths.Inner;
import io.github.amplifyjakarta.paths.Members;
import io.github.amplifyjakarta.paths.PathsApplication;
import io.github.amplifyjakarta.paths.Tree;
import io.github.amplifyjakarta.paths.VersionFilter;
import io.github.amplifyjakarta.paths.VersionServletFilter;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.handlers.DefaultServlet;
import jakarta.faces.webapp.FacesServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.jboss.resteasy.plugins.server.servlet.Filter30Dispatcher;
import org.jboss.resteasy.plugins.servlet.ResteasyServletInitializer;
import org.jboss.weld.environment.servlet.EnhancedListener;

/** The application {@code paths} in an embedded Undertow, with additional static files below a prefix. */
final class EmbeddedServer implements AutoCloseable {

    private final Undertow undertow;
    private final DeploymentManager deployment;

    private EmbeddedServer(Undertow undertow, DeploymentManager deployment) {
        this.undertow = undertow;
        this.deployment = deployment;
    }

    /**
     * {@return a server on a free port}
     *
     * @param lenient whether Undertow accepts characters that must be encoded
     */
    static EmbeddedServer start(String contextPath, boolean lenient) throws ServletException {
        return start(
                application(contextPath)
                        .addServletContainerInitializer(initializer(
                                ResteasyServletInitializer.class,
                                PathsApplication.class,
                                Index.class,
                                Inner.class,
                                Members.class,
                                Tree.class,
                                VersionFilter.class)),
                lenient);
    }

    /** {@return a server with Jakarta REST as a filter for all paths, which responds below {@code /api}} */
    static EmbeddedServer startWithRestFilter() throws ServletException {
        return start(
                application("")
                        .addFilter(Servlets.filter("rest", Filter30Dispatcher.class)
                                .addInitParam("resteasy.servlet.mapping.prefix", "/api")
                                .addInitParam("resteasy.providers", AmplifyFeature.class.getName())
                                .addInitParam("resteasy.resources", Index.class.getName() + "," + Inner.class.getName())
                                .setAsyncSupported(true))
                        .addFilterUrlMapping("rest", "/*", DispatcherType.REQUEST),
                false);
    }

    private static DeploymentInfo application(String contextPath) {
        return Servlets.deployment()
                .setClassLoader(EmbeddedServer.class.getClassLoader())
                .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
                .setDeploymentName("paths")
                .setResourceManager(new PathResourceManager(Path.of("../paths/src/main/webapp")))
                .addWelcomePages("index.html", "index.jsp")
                .addServletContainerInitializer(
                        initializer(AmplifyServletInitializer.class, PathsApplication.class, Members.class))
                .addServletContainerInitializer(initializer(EnhancedListener.class))
                .addServletContainerInitializer(initializer(FacesInitializer.class))
                .addServlet(Servlets.servlet("FacesServlet", FacesServlet.class)
                        .addMappings("/faces/*", "*.xhtml", "*.jsf", "/view"))
                .addServlet(Servlets.servlet("content", Content.class).addMappings("/content/*", "/exact"))
                .addServlet(Servlets.servlet("dispatched", Dispatched.class)
                        .addMappings("/forwarded/*", "/dispatched/*")
                        .setAsyncSupported(true))
                .addFilter(
                        Servlets.filter("version", VersionServletFilter.class).setAsyncSupported(true))
                .addFilterUrlMapping("version", "/api/v3/*", DispatcherType.REQUEST)
                .addServlet(Servlets.servlet("files", DefaultServlet.class).addMapping("/files/*"));
    }

    private static EmbeddedServer start(DeploymentInfo application, boolean lenient) throws ServletException {
        DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
        deployment.deploy();
        PathHandler handler = new PathHandler().addPrefixPath(application.getContextPath(), deployment.start());
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "localhost")
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, lenient)
                .setHandler(handler)
                .build();
        undertow.start();
        return new EmbeddedServer(undertow, deployment);
    }

    private static ServletContainerInitializerInfo initializer(
            Class<? extends ServletContainerInitializer> type, Class<?>... handled) {
        return new ServletContainerInitializerInfo(type, Set.of(handled));
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() throws ServletException {
        undertow.stop();
        deployment.stop();
        deployment.undeploy();
    }
}
