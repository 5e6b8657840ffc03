/** The client of REST APIs: paths, parameters, bodies and authorization. */
@NullMarked
package io.github.amplifyjakarta.internal.rest;

import org.jspecify.annotations.NullMarked;
