/**
 * Files in Amazon S3, as the user of the current request or as a guest. Start at {@link
 * io.github.amplifyjakarta.storage.StorageClient}.
 *
 * <p>Guide: {@code docs/storage.md}.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.amplifyjakarta.storage;

import org.jspecify.annotations.NullMarked;
