/** The Java side of docs/migration-from-nextjs.md: a test compares the page with these classes, and runs them. */
package io.github.amplifyjakarta.guide;
