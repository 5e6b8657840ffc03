package io.github.amplifyjakarta.internal.storage;

import java.util.concurrent.Executor;

/**
 * A transfer that consists of several requests.
 *
 * @param cancellation cancels the transfer
 * @param senders execute its requests
 */
record Transfer(Cancellation cancellation, Executor senders) {}
