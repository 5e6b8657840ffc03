package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.auth.Revocations;
import io.github.amplifyjakarta.auth.SignIn;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.SignInConfig;
import io.github.amplifyjakarta.internal.access.AccessControl;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.github.amplifyjakarta.internal.config.ConfigReport;
import io.github.amplifyjakarta.internal.exchange.ErrorPage;
import io.github.amplifyjakarta.internal.integration.CallerToken;
import io.github.amplifyjakarta.internal.integration.CurrentJsonWebToken;
import io.github.amplifyjakarta.internal.integration.KeysReadiness;
import io.github.amplifyjakarta.internal.integration.MetricsExport;
import io.github.amplifyjakarta.internal.jaxrs.RequiresSessionFeature;
import io.github.amplifyjakarta.internal.servlet.RequestBinding;
import io.github.amplifyjakarta.internal.servlet.SessionServletFilter;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import io.github.amplifyjakarta.internal.signin.FormSignIn;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.internal.transport.SteadyClock;
import io.github.amplifyjakarta.storage.StorageClient;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** The entry point. It reads the configuration, fails the deployment with all problems, and adds the beans. */
public class AmplifyExtension implements Extension {

    private final List<RuntimeException> definitionErrors = new ArrayList<>();
    private @Nullable AmplifyConfig config;
    private @Nullable Counters counters;
    private @Nullable AccessControl access;
    private @Nullable StorageBeans storage;
    private @Nullable ApiBeans api;
    private @Nullable ClusterStore cluster;
    private @Nullable FormSignIn signIn;
    private final List<AutoCloseable> open = new ArrayList<>();

    void check(@Observes @WithAnnotations(RequiresSession.class) ProcessAnnotatedType<?> type) {
        RequiresSessionFeature.misplacedMark(type.getAnnotatedType().getJavaClass())
                .ifPresent(message -> fail(new DefinitionException(message)));
    }

    void checkRoles(@Observes @WithAnnotations({RolesAllowed.class, DenyAll.class}) ProcessAnnotatedType<?> type) {
        if (config != null && !config.app().callers().jakartaSecurity()) {
            RequiresSessionFeature.misplacedRoles(type.getAnnotatedType().getJavaClass())
                    .ifPresent(message -> fail(new DefinitionException(message)));
        }
    }

    /** Runs early, because Open Liberty ignores an authentication mechanism that is added later. */
    void read(@Observes BeforeBeanDiscovery discovery) {
        // The class loader of the application with this jar in its WEB-INF/lib. In an EAR, the context class loader may
        // be another application's.
        ClassLoader application = AmplifyExtension.class.getClassLoader();
        ConfigReport report = ConfigReader.report(ConfigProvider.getConfig(application), application);
        report.failure().ifPresent(this::fail);
        StartReport.configuration(report);
        if (report.problems().isEmpty()) {
            config = report.config().orElseGet(AmplifyExtension::nothingConfigured);
            ClusterStore.problem(config.cluster()).ifPresent(this::fail);
            storage = new StorageBeans(config);
            open.add(storage);
            api = new ApiBeans(config);
            open.add(api);
        }
        if (config != null && config.app().callers().jakartaSecurity()) {
            JakartaSecurity.addMechanism(discovery).ifPresent(this::fail);
        }
    }

    private void fail(RuntimeException problem) {
        StartReport.failure(problem);
        definitionErrors.add(problem);
    }

    private static void fail(ProcessInjectionPoint<?, ?> point, DefinitionException problem) {
        StartReport.failure(problem);
        point.addDefinitionError(problem);
    }

    void check(@Observes ProcessInjectionPoint<?, StorageClient> point) {
        if (storage != null) {
            storage.check(point.getInjectionPoint()).ifPresent(problem -> fail(point, problem));
        }
    }

    void checkRest(@Observes ProcessInjectionPoint<?, RestApiClient> point) {
        if (api != null) {
            api.checkRest(point.getInjectionPoint()).ifPresent(problem -> fail(point, problem));
        }
    }

    void checkEvents(@Observes ProcessInjectionPoint<?, EventsClient> point) {
        if (api != null) {
            api.checkEvents(point.getInjectionPoint()).ifPresent(problem -> fail(point, problem));
        }
    }

    void checkGraphQl(@Observes ProcessInjectionPoint<?, GraphQlClient> point) {
        if (api != null) {
            api.checkGraphQl(point.getInjectionPoint()).ifPresent(problem -> fail(point, problem));
        }
    }

    void addBeans(@Observes AfterBeanDiscovery discovery) {
        if (!ServerApi.REST.isThere()) {
            fail(
                    new DefinitionException(
                            "amplify-jakarta needs Jakarta EE 10, and this server's RESTful Web Services is"
                                    + " older than 3.1: it would overlook the auth routes, and @RequiresSession would protect nothing"));
        }
        definitionErrors.forEach(discovery::addDefinitionError);
        if (config != null) {
            addBeans(discovery, config);
        }
    }

    private void addBeans(AfterBeanDiscovery discovery, AmplifyConfig config) {
        JdkHttpTransport transport = new JdkHttpTransport(config.http());
        open.add(transport);
        ClusterStore nodes = new ClusterStore(config, transport.executor());
        open.add(nodes);
        cluster = nodes;
        AmplifyRuntime runtime = AmplifyRuntime.of(
                config,
                new AmplifyRuntime.Environment(
                        transport, transport.executor(), Clock.systemUTC(), new SteadyClock(), nodes::store),
                new ApplicationEvents());
        discovery
                .addBean()
                .id(Application.newBeanId())
                .types(AmplifyConfig.class)
                .scope(jakarta.enterprise.context.Dependent.class)
                .createWith(context -> config);
        discovery
                .<WebRuntime>addBean()
                .id(Application.newBeanId())
                .types(WebRuntime.class)
                .scope(jakarta.inject.Singleton.class)
                .produceWith(instances -> new WebRuntime(
                        runtime.sessions(),
                        runtime.routes(),
                        runtime.access(),
                        Application.bean(RequestBinding.class),
                        new AtomicBoolean(),
                        new ErrorPage(config.app().routes().errorPage()),
                        config.app(),
                        ServerApi.JWT.isThere() ? CallerToken::of : caller -> Optional.empty()));
        discovery
                .addBean()
                .id(Application.newBeanId())
                .types(AmplifyServerContext.class)
                .qualifiers(new StorageBeans.GuestLiteral())
                .scope(ApplicationScoped.class)
                .createWith(context -> runtime.sessions().guest());
        discovery
                .addBean()
                .id(Application.newBeanId())
                .types(Revocations.class)
                .scope(ApplicationScoped.class)
                .createWith(context -> runtime.sessions().revocations());
        discovery
                .addBean()
                .id(Application.newBeanId())
                .types(SignIn.class)
                .scope(ApplicationScoped.class)
                .createWith(context -> new CurrentSignIn(
                        runtime.signIn(),
                        () -> Application.bean(RequestBinding.class).current()));
        if (config.app().callers().jakartaSecurity() && ServerApi.JWT.isThere()) {
            CurrentJsonWebToken.addTo(discovery, Application.newBeanId(), () -> Application.bean(RequestBinding.class));
        }
        if (ServerApi.HEALTH.isThere()) {
            runtime.keys().ifPresent(keys -> KeysReadiness.addTo(discovery, Application.newBeanId(), keys));
        }
        if (storage != null) {
            storage.addTo(discovery, () -> runtime.sessions().guest());
        }
        if (api != null) {
            api.addTo(discovery, transport, () -> runtime.sessions().guest());
        }
        signIn = runtime.signIn().filter(found -> config.app().signIn().form()).orElse(null);
        counters = runtime.counters();
        access = runtime.access();
    }

    private static AmplifyConfig nothingConfigured() {
        return new AmplifyConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                new AppConfig(
                        Optional.empty(),
                        new AppConfig.Routes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        new AppConfig.Cookies(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        AppConfig.Session.IN_COOKIES,
                        AppConfig.Paths.NONE,
                        new AppConfig.Callers(false, false, false),
                        SignInConfig.NONE),
                new HttpConfig(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(10)),
                Optional.empty());
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        if (access != null) {
            AccessControl rules = access;
            require(() -> SessionServletFilter.requireProtection(application, rules));
        }
        if (config != null) {
            StartReport.application(application, config);
        }
        if (cluster != null) {
            require(cluster::start);
        }
        if (signIn != null) {
            require(signIn::requireUsable);
        }
        if (storage != null) {
            storage.warmUp();
        }
        if (counters != null && ServerApi.TELEMETRY.isThere()) {
            MetricsExport.start(counters).ifPresent(open::add);
        }
    }

    /** Fails the deployment, after a line in the log. */
    private static void require(Runnable check) {
        try {
            check.run();
        } catch (IllegalStateException e) {
            StartReport.failure(e);
            throw e;
        }
    }

    /** Closes everything, even after a failure, because an open resource would keep the application in memory. */
    void close(@Observes BeforeShutdown shutdown) {
        RuntimeException failed = new IllegalStateException("amplify-jakarta was not closed completely");
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                failed.addSuppressed(e);
            }
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}
