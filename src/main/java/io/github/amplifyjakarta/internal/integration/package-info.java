/**
 * Integrations with APIs that a server may lack: Jakarta Security, Jakarta Concurrency, MicroProfile JWT, Health and
 * Telemetry. One class for each; it is loaded only where the API is there.
 */
@NullMarked
package io.github.amplifyjakarta.internal.integration;

import org.jspecify.annotations.NullMarked;
