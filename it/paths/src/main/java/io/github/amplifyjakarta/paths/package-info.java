/** Protected content of every kind. Whatever of it leaves without a session has {@link Content#SECRET} in its body. */
package io.github.amplifyjakarta.paths;
