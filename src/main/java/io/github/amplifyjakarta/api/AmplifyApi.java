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
 * Asks for a client of an API: a {@link RestApiClient} of the REST API that the configuration calls so, or the {@link
 * GraphQlClient}. A name that is not configured fails the deployment with the names that are.
 *
 * <pre>{@code
 * @Inject @AmplifyApi("orders") RestApiClient orders;
 * @Inject @AmplifyApi GraphQlClient graphQl;
 * }</pre>
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface AmplifyApi {

    /** {@return the name of a REST API; empty: the only one there is, and always for GraphQL} */
    String value() default "";
}
