package io.github.amplifyjakarta;

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
 * Asks for the {@link AmplifyServerContext} of the guest: nobody is signed in, and AWS credentials are those of the
 * identity pool's unauthenticated role. It works without a request, for example at start-up or in a scheduler. It
 * replaces {@code nextServerContext: null}. The whole application shares one guest identity. On a {@link
 * io.github.amplifyjakarta.storage.StorageClient} it asks for a client that works as the guest.
 *
 * <pre>{@code
 * @Inject @AmplifyGuest AmplifyServerContext guest;
 *
 * void refreshPriceList() {
 *     AwsCredentials credentials = guest.fetchAuthSession().credentials().orElseThrow();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface AmplifyGuest {}
