/** A local sandbox for AWS: it issues real tokens, and refuses what AWS refuses. For development and tests only. */
package io.github.amplifyjakarta.sandbox;
