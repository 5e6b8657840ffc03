package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cdi.Apis;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One recorded case of an API, over real sockets. */
abstract class ApiCase extends CategoryCase {

    ApiCase(JsonObject recorded, JsonObject file, Path folder, String keySet) {
        super(recorded, file, folder, keySet);
    }

    abstract void call(Apis api, Supplier<AuthSession> session);

    @Override
    final void play(AmplifyConfig config, AmplifyRuntime runtime) throws Exception {
        Supplier<AuthSession> session = RecordedSession.of(recorded, shared, runtime, now);
        try (ScriptedApi scripted = new ScriptedApi(recorded.get("script"), refusing());
                Apis api = new Apis(config, Apis.calls(config, scripted, clock, () -> 0.5), session)) {
            call(api, session);
            scripted.sent().forEach(sent -> lines.add(ApiRequests.line(sent, secretKey)));
            if (!scripted.pauses().isEmpty()) {
                lines.add("pauses " + scripted.pauses());
            }
        }
    }

    /** {@return what cancels the call, when the recorded one was} */
    final Optional<CompletionStage<?>> signal() {
        if (!recorded.containsKey("cancelAfterMs")) {
            return Optional.empty();
        }
        CompletableFuture<Void> signal = new CompletableFuture<>();
        int after = recorded.getInt("cancelAfterMs");
        if (after == 0) {
            signal.complete(null);
        } else {
            CompletableFuture.delayedExecutor(after, TimeUnit.MILLISECONDS).execute(() -> signal.complete(null));
        }
        return Optional.of(signal);
    }
}
