package io.github.amplifyjakarta.api;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Asks for the client of an API: a {@link RestApiClient}, the {@link GraphQlClient} or the {@link EventsClient}. A name
 * that is not configured fails the deployment; the message lists the names that are.
 *
 * <pre>{@code
 * @Inject @AmplifyApi("orders") RestApiClient orders;
 * @Inject @AmplifyApi GraphQlClient graphQl;
 * @Inject @AmplifyApi EventsClient events;
 * }</pre>
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface AmplifyApi {

    /**
     * {@return the name of a REST API in the configuration; empty: the only REST API, the GraphQL API or the Event API}
     */
    String value() default "";
}
