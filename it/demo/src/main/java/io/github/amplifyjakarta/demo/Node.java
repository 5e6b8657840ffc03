package io.github.amplifyjakarta.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Which of several nodes this is, as the demo command has named it. */
@Named
@ApplicationScoped
public class Node {

    /** {@return its name; empty for the only node} */
    public String getName() {
        return System.getProperty("demo.node", "");
    }
}
