@NullMarked
package io.github.amplifyjakarta.internal.aws;

import org.jspecify.annotations.NullMarked;
