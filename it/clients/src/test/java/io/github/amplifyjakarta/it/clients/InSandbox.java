package io.github.amplifyjakarta.it.clients;

import io.github.amplifyjakarta.AmplifyServerContext;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A sandbox process and the library that is configured for it. Alice is signed in. */
abstract class InSandbox {

    static SandboxProcess sandbox;
    static LibraryUser library;
    static AmplifyServerContext aliceContext;

    @BeforeAll
    static void startSandbox() throws Exception {
        sandbox = new SandboxProcess();
        library = new LibraryUser(sandbox.uri(), sandbox.s3());
        aliceContext = library.signIn("alice");
    }

    @AfterAll
    static void stopSandbox() {
        library.close();
        sandbox.close();
    }

    static String aliceIdentity() {
        return aliceContext.fetchAuthSession().identityId().orElseThrow();
    }

    int calls(String operation) throws IOException, InterruptedException {
        String counts = sandbox.get("/sandbox/calls");
        return counts.contains("\"" + operation + "\":")
                ? Integer.parseInt(counts.replaceFirst("(?s).*\"" + operation + "\":(\\d+).*", "$1"))
                : 0;
    }
}
