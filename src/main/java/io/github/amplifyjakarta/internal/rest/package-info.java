@NullMarked
package io.github.amplifyjakarta.internal.rest;

import org.jspecify.annotations.NullMarked;
