package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.api.Api;
import io.github.amplifyjakarta.internal.http.ApiDoor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.util.AnnotationLiteral;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The injectable clients of one application's APIs, on one {@link Api} that is made when it is needed first. */
final class ApiBeans implements AutoCloseable {

    private final AmplifyConfig config;
    private @Nullable Api api;

    ApiBeans(AmplifyConfig config) {
        this.config = config;
    }

    /** {@return why an injection point cannot work, with what is configured instead; empty when it can} */
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
        Optional<String> name = name(point);
        if (name.isEmpty()) {
            return problem(GraphQlClient.class, point, "lacks @AmplifyApi: add it");
        }
        if (!name.get().isEmpty()) {
            return problem(
                    GraphQlClient.class,
                    point,
                    "names the API \"" + name.get() + "\", and there is one only: leave the name out");
        }
        try {
            Api.checkSchema(config);
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

    private static Optional<String> name(InjectionPoint point) {
        return point.getQualifiers().stream()
                .filter(AmplifyApi.class::isInstance)
                .map(marked -> ((AmplifyApi) marked).value())
                .findFirst();
    }

    private static Optional<DefinitionException> problem(Class<?> type, InjectionPoint point, String why) {
        return Optional.of(WrongInjection.of(type, point, why));
    }

    void addTo(AfterBeanDiscovery discovery, ApiDoor door, Supplier<AmplifyServerContext> guest) {
        Set<String> names = new TreeSet<>(config.restApis().keySet());
        names.forEach(name -> addRest(discovery, door, guest, name, name));
        if (names.size() == 1) {
            addRest(discovery, door, guest, "", names.iterator().next());
        }
        if (config.graphQl().isPresent()) {
            discovery
                    .<GraphQlClient>addBean()
                    .id(Application.newBeanId())
                    .types(GraphQlClient.class)
                    .qualifiers(new ApiLiteral(""))
                    .scope(ApplicationScoped.class)
                    .produceWith(instances ->
                            api(door, guest).graphQl(Application.bean(AmplifyServerContext.class)::fetchAuthSession));
        }
    }

    private void addRest(
            AfterBeanDiscovery discovery,
            ApiDoor door,
            Supplier<AmplifyServerContext> guest,
            String qualifier,
            String name) {
        discovery
                .<RestApiClient>addBean()
                .id(Application.newBeanId())
                .types(RestApiClient.class)
                .qualifiers(new ApiLiteral(qualifier))
                .scope(ApplicationScoped.class)
                .produceWith(instances ->
                        api(door, guest).rest(name, Application.bean(AmplifyServerContext.class)::fetchAuthSession));
    }

    private synchronized Api api(ApiDoor door, Supplier<AmplifyServerContext> guest) {
        if (api == null) {
            api = new Api(
                    config,
                    door,
                    Clock.systemUTC(),
                    () -> ThreadLocalRandom.current().nextDouble(),
                    () -> guest.get().fetchAuthSession());
        }
        return api;
    }

    @Override
    public synchronized void close() throws Exception {
        if (api != null) {
            api.close();
        }
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
