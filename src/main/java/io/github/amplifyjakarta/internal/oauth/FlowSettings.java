package io.github.amplifyjakarta.internal.oauth;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;

/**
 * What a flow with Managed Login goes by.
 *
 * @param pool the user pool and its app client
 * @param app this application
 * @param redirectUri the address of the flow's callback, as it is registered in the app client
 */
public record FlowSettings(UserPoolConfig pool, AppConfig app, String redirectUri) {}
