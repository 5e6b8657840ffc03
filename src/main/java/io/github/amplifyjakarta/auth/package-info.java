/** Sessions, tokens, users and credentials, as Amplify names them. */
@NullMarked
package io.github.amplifyjakarta.auth;

import org.jspecify.annotations.NullMarked;
