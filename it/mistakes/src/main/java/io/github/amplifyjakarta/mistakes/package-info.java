/** Parts of applications that are set up wrongly. MistakesDeploymentIT chooses among them. */
package io.github.amplifyjakarta.mistakes;
