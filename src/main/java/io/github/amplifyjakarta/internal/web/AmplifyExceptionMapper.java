package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.AmplifyException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;

/** Turns an error that the application did not catch into a problem document (RFC 9457). */
public final class AmplifyExceptionMapper implements ExceptionMapper<AmplifyException> {

    @Override
    public Response toResponse(AmplifyException error) {
        return AuthRoutesFilter.response(RouteResponse.problem(Problem.of(error), List.of()));
    }
}
