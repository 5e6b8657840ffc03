/** S3, by the AWS SDK for Java. The only room beside the API's that knows the SDK. */
@NullMarked
package io.github.amplifyjakarta.internal.storage;

import org.jspecify.annotations.NullMarked;
