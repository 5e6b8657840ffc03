/**
 * REST APIs, GraphQL (AWS AppSync) and AppSync events, as the user of the current request or as a guest. Start at
 * {@link io.github.amplifyjakarta.api.RestApiClient}, {@link io.github.amplifyjakarta.api.GraphQlClient} and {@link
 * io.github.amplifyjakarta.api.EventsClient}.
 *
 * <p>Guide: {@code docs/api.md}.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.amplifyjakarta.api;

import org.jspecify.annotations.NullMarked;
