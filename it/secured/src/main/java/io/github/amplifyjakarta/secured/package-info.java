/** An application that uses Jakarta Security and MicroProfile JWT's token, and knows nothing of Cognito. */
package io.github.amplifyjakarta.secured;
