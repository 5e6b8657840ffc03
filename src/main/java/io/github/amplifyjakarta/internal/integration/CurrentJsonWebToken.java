package io.github.amplifyjakarta.internal.integration;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.servlet.RequestBinding;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The session's access token as a MicroProfile JWT. Like {@code CurrentContext}, it is stateless and looks up the
 * session on every call. Without a session it has no name, no claims and no groups.
 */
public final class CurrentJsonWebToken implements JsonWebToken {

    /** In MicroProfile JWT, an application's bean takes precedence if its priority is higher than the server's. */
    private static final int BEFORE_THE_SERVERS_OWN = 101;

    private final RequestBinding binding;

    CurrentJsonWebToken(RequestBinding binding) {
        this.binding = binding;
    }

    /**
     * Adds the bean.
     *
     * @param id of the bean
     * @param binding gives the session of the current request, asked when the bean is made
     */
    public static void addTo(AfterBeanDiscovery discovery, String id, Supplier<RequestBinding> binding) {
        discovery
                .<JsonWebToken>addBean()
                .id(id)
                .types(JsonWebToken.class)
                .scope(ApplicationScoped.class)
                .alternative(true)
                .priority(BEFORE_THE_SERVERS_OWN)
                .createWith(context -> new CurrentJsonWebToken(binding.get()));
    }

    /** "Could not check" must not look like "signed out". */
    private Optional<Jwt> token() {
        return binding.current()
                .flatMap(RequestSession::signedIn)
                .map(signedIn -> signedIn.tokens().accessToken());
    }

    @Override
    @SuppressWarnings("NullAway") // MicroProfile JWT: null without a caller
    public String getName() {
        return token().map(jwt -> jwt.text("username")).orElse(null);
    }

    @Override
    public Set<String> getGroups() {
        return token().map(jwt -> Set.copyOf(jwt.groups())).orElse(Set.of());
    }

    @Override
    public Set<String> getClaimNames() {
        return token().map(jwt -> {
                    Set<String> names = new TreeSet<>(jwt.payload().keySet());
                    names.add(Claims.raw_token.name());
                    names.add(Claims.groups.name());
                    return Set.copyOf(names);
                })
                .orElse(Set.of());
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // as the interface declares it
    public <T> T getClaim(String name) {
        return (T) token().map(jwt -> claim(jwt, name)).orElse(null);
    }

    /**
     * MicroProfile JWT 2.1, section "Claims and Types": strings and numbers unchanged, sets of strings, and JSON-P for
     * other types.
     */
    private static @Nullable Object claim(Jwt jwt, String name) {
        if (name.equals(Claims.raw_token.name())) {
            return jwt.token();
        }
        if (name.equals(Claims.groups.name())) {
            return Set.copyOf(jwt.groups());
        }
        Object value = jwt.payload().get(name);
        if (name.equals(Claims.aud.name()) && value instanceof String audience) {
            return Set.of(audience);
        }
        return value instanceof List<?> || value instanceof Map<?, ?> ? json(value) : value;
    }

    private static JsonValue json(Object value) {
        if (value instanceof Map<?, ?> map) {
            var object = JSON.createObjectBuilder();
            map.forEach((name, item) -> object.add(String.valueOf(name), json(item)));
            return object.build();
        }
        if (value instanceof List<?> list) {
            var array = JSON.createArrayBuilder();
            list.forEach(item -> array.add(json(item)));
            return array.build();
        }
        if (value instanceof Boolean bool) {
            return bool ? JsonValue.TRUE : JsonValue.FALSE;
        }
        return value instanceof Number number
                ? JSON.createValue(new java.math.BigDecimal(number.toString()))
                : JSON.createValue(String.valueOf(value));
    }
}
