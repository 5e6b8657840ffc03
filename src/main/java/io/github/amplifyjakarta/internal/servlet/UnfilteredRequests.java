package io.github.amplifyjakarta.internal.servlet;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Stops requests that the container would serve without any filter. Open Liberty matches the context root before it
 * resolves dot segments, and removes it afterwards. It turns {@code /shop/../2345/page.jsp} into {@code page.jsp},
 * which has no leading slash and therefore matches no filter pattern.
 */
public final class UnfilteredRequests implements ServletRequestListener {

    /** Ends the request. It has no stack trace, because its origin in this library is not relevant. */
    static final class UnfilteredRequestException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnfilteredRequestException() {
            super(
                    "the container read the path of a request as one that does not begin with a slash: refused,"
                            + " because no filter would run",
                    null,
                    false,
                    false);
        }
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request) {
            String path = request.getServletPath().isEmpty() ? request.getPathInfo() : request.getServletPath();
            if (path != null && !path.isEmpty() && path.charAt(0) != '/' && !path.equals("*")) {
                throw new UnfilteredRequestException();
            }
        }
    }
}
