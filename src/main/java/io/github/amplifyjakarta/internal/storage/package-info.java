/** The client of Amazon S3, based on the AWS SDK for Java. Only this package imports the SDK. */
@NullMarked
package io.github.amplifyjakarta.internal.storage;

import org.jspecify.annotations.NullMarked;
