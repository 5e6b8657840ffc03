package io.github.amplifyjakarta.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.testing.TestPool;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from the id of a user pool. */
class UserPoolConfigTest {

    @ParameterizedTest
    @CsvSource({
        "eu-central-1_A, https://cognito-idp.eu-central-1.amazonaws.com/",
        "us-gov-west-1_A, https://cognito-idp.us-gov-west-1.amazonaws.com/",
        "cn-north-1_A, https://cognito-idp.cn-north-1.amazonaws.com.cn/",
        "eusc-de-east-1_A, https://cognito-idp.eusc-de-east-1.amazonaws.eu/"
    })
    void derivesTheEndpointInEveryPartition(String userPoolId, String endpoint) {
        UserPoolConfig config = TestPool.config(Map.of("amplify.auth.user-pool-id", userPoolId))
                .userPool()
                .orElseThrow();
        assertEquals(URI.create(endpoint), config.endpoint());
        assertEquals(endpoint + userPoolId, config.issuers().get(0).iss());
    }
}
