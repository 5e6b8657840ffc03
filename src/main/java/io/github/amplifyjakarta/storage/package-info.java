/** Files in S3, as the user of the current request or as a guest. */
@NullMarked
package io.github.amplifyjakarta.storage;

import org.jspecify.annotations.NullMarked;
