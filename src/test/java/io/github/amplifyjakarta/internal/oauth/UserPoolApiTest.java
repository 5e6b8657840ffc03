package io.github.amplifyjakarta.internal.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.testing.TestPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPoolApiTest {

    private final TestPool pool = new TestPool();
    private final List<String> sent = new ArrayList<>();

    private UserPoolApi api(Map<String, String> overrides) {
        return new UserPoolApi(TestPool.config(overrides).userPool().orElseThrow(), pool);
    }

    @Test
    void sendsTheRefreshRequest() throws Exception {
        pool.on("GetTokensFromRefreshToken", call -> {
            sent.add(call.body());
            return TestPool.json(
                    "{\"AuthenticationResult\":{\"AccessToken\":\"a\",\"IdToken\":\"\",\"RefreshToken\":7}}");
        });
        IssuedTokens issued = api(Map.of()).refresh("rt", Optional.empty());
        api(Map.of("amplify.auth.user-pool-client-secret", "s3cret")).refresh("rt", Optional.of("device"));
        assertEquals(
                List.of(
                        "{\"ClientId\":\"client1\",\"RefreshToken\":\"rt\"}",
                        "{\"ClientId\":\"client1\",\"RefreshToken\":\"rt\",\"ClientSecret\":\"s3cret\",\"DeviceKey\":\"device\"}"),
                sent);
        assertEquals(new IssuedTokens(Optional.of("a"), Optional.empty(), Optional.empty()), issued);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"AuthenticationResult\":7}", "{\"AuthenticationResult\":{}}"})
    void readsResponsesWithoutTokens(String answer) throws Exception {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.json(answer));
        assertEquals(
                new IssuedTokens(Optional.empty(), Optional.empty(), Optional.empty()),
                api(Map.of()).refresh("rt", Optional.empty()));
    }

    @Test
    void readsWellFormedAttributesOnly() throws Exception {
        pool.on(
                "GetUser",
                call -> TestPool.json("{\"UserAttributes\":[{\"Name\":\"email\",\"Value\":\"a@example.com\"},7,{},"
                        + "{\"Name\":\"no-value\"},{\"Value\":\"no name\"},{\"Name\":\"sub\",\"Value\":\"1\"}]}"));
        Map<String, String> attributes = api(Map.of()).attributes("at");
        assertEquals(List.of("email", "sub"), List.copyOf(attributes.keySet()));
        assertEquals(List.of("a@example.com", "1"), List.copyOf(attributes.values()));
        assertThrows(UnsupportedOperationException.class, attributes::clear);
        pool.on("GetUser", call -> TestPool.json("{\"UserAttributes\":{\"Name\":\"email\"}}"));
        assertEquals(Map.of(), api(Map.of()).attributes("at"));
    }
}
