/** Odd applications: what a servlet container or JAX-RS makes hard. */
package io.github.amplifyjakarta.scenarios;
