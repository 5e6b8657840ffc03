package io.github.amplifyjakarta.internal.oauth;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;

/**
 * The settings of a flow with Managed Login.
 *
 * @param pool the user pool and its app client
 * @param app this application
 * @param redirectUri the address of the flow's callback, as registered in the app client
 */
public record FlowSettings(UserPoolConfig pool, AppConfig app, String redirectUri) {}
