@NullMarked
package io.github.amplifyjakarta.internal.oauth;

import org.jspecify.annotations.NullMarked;
