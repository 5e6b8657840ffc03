/** S3, by the AWS SDK for Java. The only package that knows the SDK. */
@NullMarked
package io.github.amplifyjakarta.internal.storage;

import org.jspecify.annotations.NullMarked;
