package io.github.amplifyjakarta.internal.oauth;

import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import jakarta.json.JsonObject;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The secrets of the app client. Cognito allows two at a time, so that one can be replaced while the application runs.
 * The secret that worked last is tried first.
 */
public final class ClientSecrets {

    private final List<String> secrets;
    private volatile int worked;

    public ClientSecrets(UserPoolConfig pool) {
        secrets = pool.clientSecrets();
    }

    /** {@return the secrets to try, most likely first; a single empty value for a public client} */
    List<Optional<String>> inOrder() {
        if (secrets.isEmpty()) {
            return List.of(Optional.empty());
        }
        int first = worked;
        return IntStream.range(0, secrets.size())
                .mapToObj(i -> Optional.of(secrets.get((first + i) % secrets.size())))
                .toList();
    }

    /** Records that Cognito accepted a secret. */
    void worked(Optional<String> secret) {
        secret.ifPresent(found -> worked = secrets.indexOf(found));
    }

    /** A call of the user pool's API. */
    public interface Call {

        /** @param secret the app client's secret; empty for a public client */
        JsonObject with(Optional<String> secret) throws AwsError, HttpFailure;
    }

    /** Calls with one secret after the other, until Cognito accepts the app client. */
    public JsonObject tryEach(Call call) throws AwsError, HttpFailure {
        for (Iterator<Optional<String>> order = inOrder().iterator(); ; ) {
            Optional<String> secret = order.next();
            try {
                JsonObject answer = call.with(secret);
                worked(secret);
                return answer;
            } catch (AwsError e) {
                if (!UserPoolApi.isAboutTheClient(e) || !order.hasNext()) {
                    throw e;
                }
            }
        }
    }
}
