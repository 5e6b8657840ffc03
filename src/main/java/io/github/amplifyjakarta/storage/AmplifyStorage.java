package io.github.amplifyjakarta.storage;

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
 * Asks for a {@link StorageClient}: of the default bucket, or of one that the Amplify file names. A name that is not
 * configured fails the deployment with the names that are.
 *
 * <pre>{@code
 * @Inject @AmplifyStorage StorageClient storage;
 * @Inject @AmplifyStorage("photos") StorageClient photos;
 * @Inject @AmplifyGuest StorageClient pictures; // of the default bucket, for code without a request
 * }</pre>
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface AmplifyStorage {

    /** {@return the friendly name of a bucket, as in the Amplify file; empty: the default bucket} */
    String value() default "";
}
