@NullMarked
package io.github.amplifyjakarta.internal.session;

import org.jspecify.annotations.NullMarked;
