@NullMarked
package io.github.amplifyjakarta.internal.http;

import org.jspecify.annotations.NullMarked;
