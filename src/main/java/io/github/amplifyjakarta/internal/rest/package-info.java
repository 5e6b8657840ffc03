/**
 * The client of REST APIs: paths and parameters, bodies, and how each call is authorized.
 */
@NullMarked
package io.github.amplifyjakarta.internal.rest;

import org.jspecify.annotations.NullMarked;
