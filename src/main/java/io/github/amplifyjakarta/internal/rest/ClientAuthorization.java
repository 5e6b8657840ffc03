package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.ApiUrl;
import io.github.amplifyjakarta.internal.aws.PreparedRequest;
import io.github.amplifyjakarta.internal.aws.SigV4;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Authorizes the requests of a Jakarta REST client. A signature needs the final bytes. Therefore an entity is first
 * written to memory, then signed, and then written to the connection. Until that moment, headers may still be set
 * (Jakarta RESTful Web Services 3.1, {@code MessageBodyWriter.writeTo}).
 */
final class ClientAuthorization implements Feature {

    private static final String UNSIGNED = ClientAuthorization.class.getName();

    private final RestAuthorization authorization;
    private final RestApis api;

    ClientAuthorization(RestAuthorization authorization, RestApis api) {
        this.authorization = authorization;
        this.api = api;
    }

    @Override
    public boolean configure(FeatureContext context) {
        // Jersey follows redirects below the filters, and would send the headers that they have set
        context.property("jersey.config.client.followRedirects", false);
        context.register(new Filter(), Map.of(ClientRequestFilter.class, Integer.MAX_VALUE)); // after all other filters
        context.register(
                new Interceptor(), Map.of(WriterInterceptor.class, Integer.MIN_VALUE)); // closest to the connection
        return true;
    }

    /** A request that waits for its entity. */
    private record Unsigned(ClientRequestContext request, PreparedRequest.Signature signature) {}

    private void sign(
            Unsigned call, Optional<String> contentType, byte[] body, MultivaluedMap<String, Object> headers) {
        URI uri = call.request().getUri();
        Map<String, String> signed = new HashMap<>(Map.of("host", ApiUrl.host(uri)));
        contentType.ifPresent(type -> signed.put("content-type", type));
        SigV4.sign(
                new SigV4.Unsigned(call.request().getMethod(), uri, signed, SigV4.sha256(body)),
                call.signature(),
                api.calls().serviceTime(uri));
        signed.remove("host");
        signed.remove("content-type");
        signed.forEach(headers::putSingle);
    }

    /** Authorizes requests without an entity, and leaves the others to the interceptor. */
    private final class Filter implements ClientRequestFilter {

        @Override
        public void filter(ClientRequestContext request) {
            requireThisApi(request.getUri());
            if (request.getHeaders().containsKey("Authorization")) {
                return; // set by the application
            }
            authorization.token().ifPresent(token -> request.getHeaders().putSingle("Authorization", token));
            request.setUri(withoutPlus(request.getUri()));
            authorization.signature().map(by -> new Unsigned(request, by)).ifPresent(unsigned -> {
                if (request.hasEntity()) {
                    request.setProperty(UNSIGNED, unsigned);
                } else {
                    sign(unsigned, Optional.empty(), new byte[0], request.getHeaders());
                }
            });
        }
    }

    /** Clients write a space in a query as a plus sign, which AWS reads as a plus sign. */
    private static URI withoutPlus(URI uri) {
        String query = uri.getRawQuery();
        if (query == null || query.indexOf('+') < 0) {
            return uri;
        }
        String text = uri.toString();
        int question = text.indexOf('?');
        return URI.create(text.substring(0, question) + text.substring(question).replace("+", "%20"));
    }

    private void requireThisApi(URI uri) {
        URI own = authorization.endpoint().uri();
        if (!own.getScheme().equals(uri.getScheme()) || !ApiUrl.host(own).equalsIgnoreCase(ApiUrl.host(uri))) {
            throw ApiErrors.invalid("The request goes to " + uri.getScheme() + "://" + ApiUrl.host(uri)
                    + ", expected the API at " + own + ", whose authorization it would have.");
        }
    }

    /** Signs the bytes of an entity. */
    private final class Interceptor implements WriterInterceptor {

        @Override
        public void aroundWriteTo(WriterInterceptorContext entity) throws IOException {
            if (!(entity.getProperty(UNSIGNED) instanceof Unsigned unsigned)) {
                entity.proceed();
                return;
            }
            OutputStream wire = entity.getOutputStream();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            entity.setOutputStream(bytes);
            try {
                entity.proceed();
            } finally {
                entity.setOutputStream(wire);
            }
            // the entity writer may have changed it, for example to add the boundary of a form
            Object type = entity.getHeaders().getFirst("Content-Type");
            Optional<String> contentType = Optional.ofNullable(type == null ? entity.getMediaType() : type)
                    .map(String::valueOf);
            contentType.ifPresent(text -> entity.getHeaders().putSingle("Content-Type", text));
            sign(unsigned, contentType, bytes.toByteArray(), entity.getHeaders());
            bytes.writeTo(wire);
        }
    }
}
