package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.AmplifyException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Turns an error that the application did not catch into a problem document (RFC 9457). */
public final class AmplifyExceptionMapper implements ExceptionMapper<AmplifyException> {

    private static final Logger LOG = System.getLogger(AmplifyExceptionMapper.class.getName());

    @Override
    public Response toResponse(AmplifyException error) {
        Problem problem = Problem.of(error);
        // what the caller is not told, or can do nothing about, has to be found somewhere
        LOG.log(
                problem.status() >= 500 ? Level.WARNING : Level.DEBUG,
                "answered with {0}: {1}: {2} {3}",
                problem.status(),
                error.code(),
                error.getMessage(),
                error.recoverySuggestion());
        return AuthRoutesFilter.response(RouteResponse.problem(problem, List.of()));
    }
}
