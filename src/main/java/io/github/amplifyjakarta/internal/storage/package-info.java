/**
 * The client of Amazon S3, by the AWS SDK for Java. The only package that imports the SDK.
 */
@NullMarked
package io.github.amplifyjakarta.internal.storage;

import org.jspecify.annotations.NullMarked;
