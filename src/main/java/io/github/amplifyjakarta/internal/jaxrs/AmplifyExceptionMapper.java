package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.internal.exchange.ErrorPage;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.storage.StorageException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns an error that the application did not catch into a problem document (RFC 9457), or into a page for a navigation. */
public final class AmplifyExceptionMapper implements ExceptionMapper<AmplifyException> {

    private static final Logger LOG = System.getLogger(AmplifyExceptionMapper.class.getName());

    /** A message may contain the words of another API (CWE-117). */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029]+");

    private static final int LONGEST_PATH = 200;

    private final ErrorPage page;

    @Context
    private @Nullable HttpHeaders headers;

    @Context
    private @Nullable Request request;

    @Context
    private @Nullable UriInfo uri;

    public AmplifyExceptionMapper(ErrorPage page) {
        this.page = page;
    }

    @Override
    public Response toResponse(AmplifyException error) {
        Problem problem = Problem.of(error);
        // the operator needs errors in the log that the caller is not told about or cannot fix
        LOG.log(
                isForTheOperator(error, problem) ? Level.WARNING : Level.DEBUG,
                "answered {0} with {1}: {2} {3}{4}: {5} {6}",
                request(),
                problem.status(),
                error.code(),
                error.name(),
                requestId(error).map(id -> " (request " + id + ")").orElse(""),
                sentence(CONTROL.matcher(String.valueOf(error.getMessage())).replaceAll(" ")),
                error.recoverySuggestion());
        ShortCircuitResponse answer = ShortCircuitResponse.problem(problem, List.of());
        HttpHeaders sent = headers;
        boolean navigation = sent != null && IncomingRequest.isNavigation(sent::getHeaderString);
        return AuthRoutesFilter.response(navigation ? answer.asPage(page) : answer);
    }

    /** {@return the method and the path, as they were sent; URIs have printable ASCII only} */
    private String request() {
        Request asked = request;
        UriInfo at = uri;
        if (asked == null || at == null) {
            return "a request";
        }
        String path = String.valueOf(at.getRequestUri().getRawPath());
        return asked.getMethod() + " " + (path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path);
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    private static Optional<String> requestId(AmplifyException error) {
        if (error instanceof StorageException storage) {
            return storage.requestId();
        }
        return error instanceof ApiException api ? api.requestId() : Optional.empty();
    }

    /** A role without a permission or a missing bucket looks like the caller's mistake, but is not. */
    private static boolean isForTheOperator(AmplifyException error, Problem problem) {
        return problem.status() >= 500
                || (error instanceof ApiException && problem.status() == 403)
                || error instanceof StorageException storage
                        && (storage.reason() == StorageException.Reason.ACCESS_DENIED
                                || storage.name().equals("NoSuchBucket"));
    }
}
