package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.graphql.AppSync;
import io.github.amplifyjakarta.internal.transport.ApiTransport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.json.bind.Jsonb;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The injectable API clients of one application. They share one {@link Apis}, which is created on first use. */
final class ApiBeans implements AutoCloseable {

    private final AmplifyConfig config;
    private @Nullable Apis api;
    private Optional<Instance.Handle<Jsonb>> binding = Optional.empty();

    ApiBeans(AmplifyConfig config) {
        this.config = config;
    }

    /** {@return why an injection point cannot work, with the configured alternatives; empty when it can} */
    Optional<DefinitionException> checkRest(InjectionPoint point) {
        Set<String> names = new TreeSet<>(config.restApis().keySet());
        Optional<String> name = name(point);
        if (name.isEmpty()) {
            return problem(RestApiClient.class, point, "lacks @AmplifyApi with the name of the API: add it");
        }
        if (names.isEmpty()) {
            return problem(
                    RestApiClient.class,
                    point,
                    "needs a REST API, and none is configured: set amplify.api.rest.\"" + shown(name.get())
                            + "\".endpoint, or use an Amplify file that has one");
        }
        if (name.get().isEmpty() && names.size() > 1) {
            return problem(RestApiClient.class, point, "names no API, and there are several: one of " + names);
        }
        return name.get().isEmpty() || names.contains(name.get())
                ? Optional.empty()
                : problem(
                        RestApiClient.class,
                        point,
                        "names the API \"" + name.get() + "\", and the configuration has " + names);
    }

    private static String shown(String name) {
        return name.isEmpty() ? "name" : name;
    }

    /** {@return why an injection point cannot work; empty when it can} */
    Optional<DefinitionException> checkGraphQl(InjectionPoint point) {
        Optional<DefinitionException> qualifier = checkTheOnlyOne(GraphQlClient.class, point);
        if (qualifier.isPresent()) {
            return qualifier;
        }
        try {
            AppSync.checkSchema(config);
        } catch (ApiException e) {
            return problem(GraphQlClient.class, point, "needs a schema: " + e.getMessage());
        }
        return config.graphQl().isPresent()
                ? Optional.empty()
                : problem(
                        GraphQlClient.class,
                        point,
                        "needs an API, and none is configured: add \"data\" to amplify_outputs.json, or set"
                                + " amplify.api.graphql.endpoint");
    }

    /** {@return why an injection point cannot work; empty when it can} */
    Optional<DefinitionException> checkEvents(InjectionPoint point) {
        Optional<DefinitionException> qualifier = checkTheOnlyOne(EventsClient.class, point);
        if (qualifier.isPresent() || config.events().isPresent()) {
            return qualifier;
        }
        return problem(
                EventsClient.class,
                point,
                "needs an Event API, and none is configured: add \"custom.events\" to amplify_outputs.json, or set"
                        + " amplify.api.events.endpoint");
    }

    private static Optional<DefinitionException> checkTheOnlyOne(Class<?> type, InjectionPoint point) {
        Optional<String> name = name(point);
        if (name.isEmpty()) {
            return problem(type, point, "lacks @AmplifyApi: add it");
        }
        return name.get().isEmpty()
                ? Optional.empty()
                : problem(
                        type, point, "names the API \"" + name.get() + "\", and there is one only: leave the name out");
    }

    private static Optional<String> name(InjectionPoint point) {
        return point.getQualifiers().stream()
                .filter(AmplifyApi.class::isInstance)
                .map(marked -> ((AmplifyApi) marked).value())
                .findFirst();
    }

    private static Optional<DefinitionException> problem(Class<?> type, InjectionPoint point, String why) {
        return Optional.of(WrongInjection.of(type, point, why));
    }

    void addTo(AfterBeanDiscovery discovery, ApiTransport transport, Supplier<AmplifyServerContext> guest) {
        Set<String> names = new TreeSet<>(config.restApis().keySet());
        Supplier<Apis> apis = () -> api(transport, guest);
        names.forEach(name -> addRest(discovery, apis, name, name));
        if (names.size() == 1) {
            addRest(discovery, apis, "", names.iterator().next());
        }
        if (config.graphQl().isPresent()) {
            add(
                    discovery,
                    GraphQlClient.class,
                    "",
                    () -> apis.get().graphQl(Application.bean(AmplifyServerContext.class)::fetchAuthSession));
        }
        if (config.events().isPresent()) {
            add(
                    discovery,
                    EventsClient.class,
                    "",
                    () -> apis.get().events(Application.bean(AmplifyServerContext.class)::fetchAuthSession));
        }
    }

    private static <T> void add(AfterBeanDiscovery discovery, Class<T> type, String qualifier, Supplier<T> client) {
        discovery
                .<T>addBean()
                .id(Application.newBeanId())
                .types(type)
                .qualifiers(new ApiLiteral(qualifier))
                .scope(ApplicationScoped.class)
                .produceWith(instances -> client.get());
    }

    private static void addRest(AfterBeanDiscovery discovery, Supplier<Apis> apis, String qualifier, String name) {
        add(
                discovery,
                RestApiClient.class,
                qualifier,
                () -> apis.get().rest(name, Application.bean(AmplifyServerContext.class)::fetchAuthSession));
    }

    private synchronized Apis api(ApiTransport transport, Supplier<AmplifyServerContext> guest) {
        if (api == null) {
            binding = Application.onlyBean(Jsonb.class);
            api = new Apis(
                    config,
                    Apis.calls(
                            config,
                            transport,
                            Clock.systemUTC(),
                            () -> ThreadLocalRandom.current().nextDouble()),
                    () -> guest.get().fetchAuthSession(),
                    binding.map(Instance.Handle::get));
        }
        return api;
    }

    @Override
    public synchronized void close() throws Exception {
        if (api != null) {
            api.close();
        }
        binding.filter(handle -> handle.getBean().getScope() == Dependent.class).ifPresent(Instance.Handle::destroy);
    }

    private static final class ApiLiteral extends AnnotationLiteral<AmplifyApi> implements AmplifyApi {

        private static final long serialVersionUID = 1L;

        private final String name;

        ApiLiteral(String name) {
            this.name = name;
        }

        @Override
        public String value() {
            return name;
        }
    }
}
