/**
 * Reads the Amplify file and MicroProfile Config, checks both, and reports all problems at once.
 */
@NullMarked
package io.github.amplifyjakarta.internal.config;

import org.jspecify.annotations.NullMarked;
