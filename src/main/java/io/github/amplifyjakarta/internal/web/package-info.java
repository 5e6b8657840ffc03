@NullMarked
package io.github.amplifyjakarta.internal.web;

import org.jspecify.annotations.NullMarked;
