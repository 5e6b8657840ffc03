@NullMarked
package io.github.amplifyjakarta.internal.credentials;

import org.jspecify.annotations.NullMarked;
