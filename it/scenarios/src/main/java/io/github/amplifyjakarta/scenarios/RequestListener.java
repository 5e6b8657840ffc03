package io.github.amplifyjakarta.scenarios;

import jakarta.inject.Inject;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/** Asks for the session after all filters. */
@WebListener
public class RequestListener implements ServletRequestListener {

    @Inject
    RequestEnds ends;

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        ends.note("listener", event.getServletRequest());
    }
}
