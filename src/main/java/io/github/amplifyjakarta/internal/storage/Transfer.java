package io.github.amplifyjakarta.internal.storage;

import java.util.concurrent.Executor;

/**
 * A transfer in several requests.
 *
 * @param cancellation ends it
 * @param senders run its requests
 */
record Transfer(Cancellation cancellation, Executor senders) {}
