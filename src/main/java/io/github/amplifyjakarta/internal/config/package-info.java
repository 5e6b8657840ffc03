@NullMarked
package io.github.amplifyjakarta.internal.config;

import org.jspecify.annotations.NullMarked;
