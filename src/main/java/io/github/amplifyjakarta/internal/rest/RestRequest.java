package io.github.amplifyjakarta.internal.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RestBody;
import io.github.amplifyjakarta.api.RestCall;
import io.github.amplifyjakarta.api.RestResponse;
import io.github.amplifyjakarta.api.RestStream;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.ApiUrl;
import io.github.amplifyjakarta.internal.aws.CallExecutor;
import io.github.amplifyjakarta.internal.aws.CallOptions;
import io.github.amplifyjakarta.internal.aws.CancelSignal;
import io.github.amplifyjakarta.internal.aws.Headers;
import io.github.amplifyjakarta.internal.aws.PreparedRequest;
import io.github.amplifyjakarta.internal.aws.SigV4;
import io.github.amplifyjakarta.internal.transport.LogText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One REST call. */
final class RestRequest implements RestCall {

    private static final int MOST_IN_MEMORY = 16 << 20;

    private final RestApis api;
    private final Supplier<AuthSession> sessions;
    private final String method;
    private final String path;
    private final Map<String, List<String>> parameters = new LinkedHashMap<>();
    private final Headers headers;
    private RestSettings settings;
    private CallOptions options;
    private RestContent content = RestContent.NONE;

    RestRequest(AwsRestApiClient client, String method, String path) {
        this.api = client.api();
        this.settings = client.settings();
        this.options = settings.options();
        this.sessions = client.sessions();
        this.method = method;
        this.path = path;
        this.headers = new Headers(settings.headers());
    }

    private RestRequest(RestRequest other) {
        this.api = other.api;
        this.settings = other.settings;
        this.options = other.options;
        this.sessions = other.sessions;
        this.method = other.method;
        this.path = other.path;
        this.parameters.putAll(other.parameters);
        this.headers = other.headers.copy();
        this.content = other.content;
    }

    @Override
    public RestCall queryParam(String name, @Nullable Object @Nullable ... values) {
        parameters.put(
                name,
                values == null
                        ? List.of()
                        : Arrays.stream(values)
                                .flatMap(value -> value instanceof Collection<?> several
                                        ? several.stream().map(each -> (Object) each)
                                        : Stream.ofNullable(value))
                                .filter(Objects::nonNull)
                                .map(String::valueOf)
                                .toList());
        return this;
    }

    @Override
    public RestCall header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    @Override
    public RestCall body(Object entity) {
        if (entity instanceof RestBody raw) {
            return body(raw);
        }
        if (entity instanceof byte[] bytes) {
            return body(bytes);
        }
        if (entity instanceof InputStream stream) {
            return body(stream);
        }
        requireBody();
        content = new RestContent.Json(api.json().write(entity).toString().getBytes(UTF_8));
        return this;
    }

    @Override
    public RestCall body(RestBody raw) {
        requireBody();
        Headers.requireValue("content-type", raw.contentType());
        content = new RestContent.Raw(raw);
        return this;
    }

    @Override
    public RestCall body(byte[] bytes) {
        return body(RestBody.of(bytes, "application/octet-stream"));
    }

    @Override
    public RestCall body(InputStream stream) {
        requireBody();
        try (stream) {
            byte[] bytes = stream.readNBytes(MOST_IN_MEMORY + 1);
            if (bytes.length > MOST_IN_MEMORY) {
                throw ApiErrors.invalid("The stream has more than " + MOST_IN_MEMORY
                        + " bytes, which are held in memory to be signed: give a RestBody, which can be opened again.");
            }
            return body(bytes);
        } catch (IOException e) {
            throw ApiErrors.unreadable(e);
        }
    }

    /** RFC 9110, sections 9.3.1 and 9.3.2: such a body has no meaning, and many intermediaries drop it. */
    private void requireBody() {
        if (method.equals("GET") || method.equals("HEAD")) {
            throw ApiErrors.invalid("A " + method + " was given a body, expected none.");
        }
    }

    @Override
    public RestCall authMode(RestAuthMode mode) {
        settings = settings.with(mode);
        return this;
    }

    @Override
    public RestCall timeout(Duration timeout) {
        options = options.timeout(timeout);
        return this;
    }

    @Override
    public RestCall retryStrategy(RetryStrategy chosen) {
        options = options.retryStrategy(chosen);
        return this;
    }

    @Override
    public RestCall canceledBy(CompletionStage<?> signal) {
        options = options.canceledBy(signal);
        return this;
    }

    @Override
    public RestResponse send() {
        return new Response(api.json(), toString(), api.calls().await(() -> prepared(sessions), options.canceledBy()));
    }

    @Override
    public CompletableFuture<RestResponse> sendAsync() {
        RestRequest asItIsNow = new RestRequest(this); // the application may change this request and send it again
        return api.calls()
                .start(
                        needsSession() ? CallExecutor.captured(sessions) : sessions,
                        session -> asItIsNow.prepared(session),
                        asItIsNow.options.canceledBy(),
                        reply -> new Response(api.json(), asItIsNow.toString(), reply));
    }

    private boolean needsSession() {
        return settings.authMode() != RestAuthMode.NONE && !headers.has("authorization");
    }

    @Override
    public RestStream stream() {
        CancelSignal signal = options.canceledBy();
        return new StreamedResponse(api.calls().await(() -> prepared(sessions).streamed(), signal), signal);
    }

    private PreparedRequest prepared(Supplier<AuthSession> session) {
        URI uri = ApiUrl.of(settings.endpoint().uri(), path, parameters);
        Map<String, String> sent = headers.toMap();
        if (sent.getOrDefault("authorization", "").isEmpty()) {
            sent.remove("authorization");
        }
        content.describe(sent);
        Optional<PreparedRequest.Signature> signature = Optional.empty();
        if (needsSession()) {
            RestAuthorization authorization = new RestAuthorization(settings.endpoint(), settings.authMode(), session);
            authorization.token().ifPresent(token -> sent.put("authorization", token));
            signature = authorization.signature();
        }
        try {
            return new PreparedRequest(
                    new SigV4.Unsigned(method, uri, sent, signature.isPresent() ? content.hash() : ""),
                    content.body(),
                    signature,
                    new PreparedRequest.Handling(options, method));
        } catch (IOException e) {
            throw ApiErrors.unreadable(e);
        }
    }

    @Override
    public String toString() {
        return method + " " + LogText.of(ApiUrl.shown(path));
    }
}
