/**
 * AWS Amplify on the server for Jakarta EE and MicroProfile. Start at {@link
 * io.github.amplifyjakarta.AmplifyServerContext}, the session of the request.
 *
 * <p>Packages without {@code internal} in their name are the public API:
 *
 * <ul>
 *     <li>this package: {@link io.github.amplifyjakarta.AmplifyServerContext}, for application code;
 *     <li>{@code config}: the configuration as it was read, and the error that lists all its problems;
 *     <li>{@code auth}: sessions, tokens, users, credentials and their errors;
 *     <li>{@code storage}: files in S3;
 *     <li>{@code api}: REST APIs, GraphQL and events.
 * </ul>
 *
 * <p>Everything below {@code internal} may change in any release.
 *
 * <p>Guide: {@code README.md}.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.amplifyjakarta;

import org.jspecify.annotations.NullMarked;
