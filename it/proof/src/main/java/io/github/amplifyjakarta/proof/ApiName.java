package io.github.amplifyjakarta.proof;

import io.github.amplifyjakarta.api.AmplifyApi;
import jakarta.enterprise.util.AnnotationLiteral;

/** {@code @AmplifyApi} with a name that is known at run time only. */
final class ApiName extends AnnotationLiteral<AmplifyApi> implements AmplifyApi {

    private static final long serialVersionUID = 1L;

    private final String value;

    ApiName(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }
}
