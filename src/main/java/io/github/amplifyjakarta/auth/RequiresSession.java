package io.github.amplifyjakarta.auth;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks a JAX-RS resource class or method that only a signed-in user may call. Without a session, the navigation of a
 * browser is redirected to {@code amplify.auth.session.sign-in-path}. Any other request gets 401 {@code
 * application/problem+json}.
 *
 * <p>On a class it also applies to the sub-resources that the locators of the class return. On a locator itself, and on
 * a servlet, it would have no effect, so it fails the deployment.
 *
 * <pre>{@code
 * @GET @Path("me") @RequiresSession
 * public AuthUser me() { return amplify.getCurrentUser(); }
 * }</pre>
 *
 * @since 0.1.0
 */
@Inherited
@Documented
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface RequiresSession {}
