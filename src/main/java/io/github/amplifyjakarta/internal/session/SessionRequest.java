package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;

/**
 * What a request says about its session.
 *
 * @param cookies its cookies
 * @param container the container's own session
 */
public record SessionRequest(RequestCookies cookies, ContainerSession container) {}
