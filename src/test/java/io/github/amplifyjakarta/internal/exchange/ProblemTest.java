package io.github.amplifyjakarta.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlError;
import io.github.amplifyjakarta.api.GraphQlException;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the caller of a resource hears of a failure behind it: the right status, and no internals. */
class ProblemTest {

    private static final String INTERNAL = "table orders-7 of account 123456789012";

    private static void assertStatus(int expected, ApiException failure) {
        Problem problem = Problem.of(failure);
        assertEquals(expected, problem.status());
        assertFalse(problem.toString().contains(INTERNAL), problem.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "401, 403",
        "403, 403",
        "404, 404",
        "409, 409",
        "412, 412",
        "429, 503",
        "503, 503",
        "400, 502",
        "500, 502"
    })
    void mapsStatusCodes(int status, int expected) {
        assertStatus(
                expected,
                new ApiException(
                        ApiException.Reason.STATUS,
                        new AmplifyException.Details("BadThing", INTERNAL, ""),
                        new ApiException.Answer(status, Map.of(), INTERNAL),
                        null));
    }

    @ParameterizedTest
    @CsvSource({
        "200, Unauthorized, 403",
        "200, DynamoDbException, 502",
        "401, UnauthorizedException, 403",
        "403, '', 403",
        "503, '', 503",
        "500, '', 502"
    })
    void mapsGraphQlErrors(int status, String errorType, int expected) {
        GraphQlError error = new GraphQlError(
                INTERNAL,
                Optional.of(errorType).filter(type -> !type.isEmpty()),
                List.of(),
                JsonValue.EMPTY_JSON_OBJECT);
        assertStatus(
                expected,
                new GraphQlException(
                        "GraphQLError", List.of(error), null, new ApiException.Answer(status, Map.of(), INTERNAL)));
    }

    @ParameterizedTest
    @CsvSource({"NETWORK, 503", "TIMEOUT, 504", "BAD_ANSWER, 502", "CANCELED, 503"})
    void mapsMissingResponses(ApiException.Reason reason, int expected) {
        assertStatus(expected, new ApiException(reason, new AmplifyException.Details("X", INTERNAL, ""), null));
    }
}
