/**
 * The CDI extension: beans, checks at deployment, and the classes that containers discover. It imports all other
 * packages, and no package imports it.
 */
@NullMarked
package io.github.amplifyjakarta.internal.cdi;

import org.jspecify.annotations.NullMarked;
