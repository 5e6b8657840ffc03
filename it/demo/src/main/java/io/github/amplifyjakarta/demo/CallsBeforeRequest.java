package io.github.amplifyjakarta.demo;

import jakarta.inject.Inject;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;

/** Notes the sandbox's counts when a page is asked for: a listener runs before all filters, so before the session is read. */
@WebListener
public class CallsBeforeRequest implements ServletRequestListener {

    static final String ATTRIBUTE = CallsBeforeRequest.class.getName();

    @Inject
    Sandbox sandbox;

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request && isPage(request)) {
            sandbox.calls().ifPresent(calls -> request.setAttribute(ATTRIBUTE, calls));
        }
    }

    /** Only a page shows the difference. */
    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.endsWith("/") || path.endsWith(".jsp") || path.endsWith("/administrators");
    }
}
