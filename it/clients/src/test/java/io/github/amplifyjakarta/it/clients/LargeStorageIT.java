package io.github.amplifyjakarta.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers objects of any size in constant memory. */
class LargeStorageIT {

    private static final long LENGTH = 2L << 30;

    @Test
    void transfersTwoGibibytesInA96MebibyteHeap(@TempDir Path objects) throws Exception {
        try (SandboxProcess sandbox = new SandboxProcess("--objects=" + objects)) {
            Process transfer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx96m",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            LargeTransfer.class.getName(),
                            sandbox.uri().toString(),
                            sandbox.s3().toString(),
                            String.valueOf(LENGTH))
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(transfer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, transfer.waitFor(), printed);
            assertTrue(printed.contains("same: 2048 MiB"), printed);
            System.out.println(printed.lines()
                    .filter(line -> line.startsWith("same"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
