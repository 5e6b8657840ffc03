/**
 * The CDI extension: beans, checks at deployment, and the classes that containers look for. It imports every other
 * package, and none imports it.
 */
@NullMarked
package io.github.amplifyjakarta.internal.cdi;

import org.jspecify.annotations.NullMarked;
