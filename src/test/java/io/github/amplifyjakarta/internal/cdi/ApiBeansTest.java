package io.github.amplifyjakarta.internal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Injection points that cannot work fail the deployment, with what would. */
class ApiBeansTest {

    private static final Map<String, String> ONE =
            Map.of("amplify.api.rest.\"orders\".endpoint", "https://a.execute-api.eu-west-1.amazonaws.com/prod");

    private static final Map<String, String> TWO = Map.of(
            "amplify.api.rest.\"orders\".endpoint", "https://a.execute-api.eu-west-1.amazonaws.com/prod",
            "amplify.api.rest.\"prices\".endpoint", "https://b.execute-api.eu-west-1.amazonaws.com/prod",
            "amplify.api.graphql.endpoint", "https://c.appsync-api.eu-west-1.amazonaws.com/graphql");

    private static final Map<String, String> EVENTS =
            Map.of("amplify.api.events.endpoint", "https://d.appsync-api.eu-west-1.amazonaws.com/event");

    @SuppressWarnings("unused")
    private static final class Shop {

        @AmplifyApi
        RestApiClient only;

        @AmplifyApi("orders")
        RestApiClient orders;

        @AmplifyApi("order")
        RestApiClient mistyped;

        RestApiClient unmarked;

        @AmplifyApi
        GraphQlClient graphQl;

        @AmplifyApi("todos")
        GraphQlClient named;

        @AmplifyApi
        EventsClient events;

        @AmplifyApi("chat")
        EventsClient namedEvents;
    }

    private static String problem(Map<String, String> configuration, String name) throws Exception {
        Field field = Shop.class.getDeclaredField(name);
        InjectionPoint point = InjectionPoints.of(field);
        ApiBeans beans = new ApiBeans(TestPool.config(configuration));
        Optional<DefinitionException> problem = field.getType() == RestApiClient.class
                ? beans.checkRest(point)
                : field.getType() == EventsClient.class ? beans.checkEvents(point) : beans.checkGraphQl(point);
        return problem.map(DefinitionException::getMessage).orElse("");
    }

    @Test
    void acceptsConfiguredApis() throws Exception {
        assertEquals("", problem(ONE, "only"));
        assertEquals("", problem(TWO, "orders"));
        assertEquals("", problem(TWO, "graphQl"));
    }

    @Test
    void listsConfiguredApisForAMistypedName() throws Exception {
        assertEquals(
                "amplify-jakarta: the RestApiClient " + Shop.class.getName()
                        + ".mistyped names the API \"order\", and the configuration has [orders, prices]",
                problem(TWO, "mistyped"));
        assertTrue(problem(TWO, "only").contains("there are several: one of [orders, prices]"));
    }

    @Test
    void reportsWhatIsMissing() throws Exception {
        assertTrue(problem(Map.of(), "orders").contains("amplify.api.rest.\"orders\".endpoint"));
        assertTrue(problem(TWO, "unmarked").contains("lacks @AmplifyApi"));
        assertTrue(problem(ONE, "graphQl").contains("amplify.api.graphql.endpoint"));
        assertTrue(problem(TWO, "named").contains("leave the name out"));
        assertTrue(problem(ONE, "events").contains("amplify.api.events.endpoint"));
        assertTrue(problem(EVENTS, "namedEvents").contains("leave the name out"));
        assertEquals("", problem(EVENTS, "events"));
    }
}
