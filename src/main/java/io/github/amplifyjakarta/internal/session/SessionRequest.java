package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;

/**
 * What a request says about its session.
 *
 * @param cookies its cookies
 * @param container the container's own session
 * @param address the address of the client, as the container says it; an empty text when it is not known
 */
public record SessionRequest(RequestCookies cookies, ContainerSession container, String address) {

    /** A request without a servlet container. */
    public SessionRequest(RequestCookies cookies) {
        this(cookies, ContainerSession.NONE, "");
    }
}
