/** The filters of Jakarta REST. */
@NullMarked
package io.github.amplifyjakarta.internal.jaxrs;

import org.jspecify.annotations.NullMarked;
