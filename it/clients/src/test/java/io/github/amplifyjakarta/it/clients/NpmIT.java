package io.github.amplifyjakarta.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sandbox with the real Amplify client (sign-in with SRP) and the token verifier of AWS. */
class NpmIT {

    private static final Path FOLDER = Path.of("target/npm").toAbsolutePath();
    private static final long MINUTES = 5;

    private static SandboxProcess sandbox;

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(isThere("node") && isThere("npm"), "node and npm are not there: SKIPPED");
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(Path.of("src/npm"))) {
            for (Path file : files.toList()) {
                Files.write(FOLDER.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        sandbox = new SandboxProcess();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path errors = FOLDER.resolve("errors.txt");
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(FOLDER.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "no end of " + command[0]);
        assertEquals(0, process.exitValue(), () -> output + read(errors));
        return output;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
        assertTrue(field.find(), name + " is missing in " + json);
        return field.group(1);
    }

    /** The steps that Amplify's client sees, each with the user who is signed in at the end. */
    @Test
    void playsTheChallengesOfCognito() throws Exception {
        String seen =
                run("node", "challenges.mjs", sandbox.uri().toString(), SandboxProcess.POOL, SandboxProcess.CLIENT);
        String confirm = "CONFIRM_SIGN_IN_WITH_";
        String choose = "CONTINUE_SIGN_IN_WITH_";
        assertEquals(confirm + "SMS_CODE DONE n-sms", field(seen, "sms"));
        assertEquals(confirm + "EMAIL_CODE DONE n-email", field(seen, "email"));
        assertEquals(confirm + "TOTP_CODE DONE n-totp", field(seen, "totp"));
        assertEquals(choose + "MFA_SELECTION " + confirm + "EMAIL_CODE DONE n-mfa", field(seen, "mfa"));
        assertEquals(confirm + "NEW_PASSWORD_REQUIRED DONE n-new", field(seen, "newPassword"));
        assertEquals(choose + "TOTP_SETUP DONE n-app", field(seen, "setUpTotp"));
        assertEquals(
                choose + "MFA_SETUP_SELECTION " + choose + "EMAIL_SETUP " + confirm + "EMAIL_CODE DONE n-choice",
                field(seen, "setUpEmail"));
        String factor = choose + "FIRST_FACTOR_SELECTION " + confirm;
        assertEquals(factor + "EMAIL_CODE DONE n-f1", field(seen, "factorEmail"));
        assertEquals(factor + "PASSWORD DONE n-f2", field(seen, "factorPassword"));
        assertEquals(factor + "PASSWORD DONE n-f3", field(seen, "factorSrp"));
        String custom = confirm + "CUSTOM_CHALLENGE ";
        assertEquals(custom + custom + "DONE n-custom", field(seen, "custom"));
        assertEquals("RESET_PASSWORD", field(seen, "reset"));
    }

    @Test
    void acceptsAmplifySrpSignInAndIssuesVerifiableTokens() throws Exception {
        String seen = run(
                "node",
                "sign-in.mjs",
                sandbox.uri().toString(),
                SandboxProcess.POOL,
                SandboxProcess.CLIENT,
                SandboxProcess.IDENTITY_POOL);
        assertEquals("NotAuthorizedException", field(seen, "wrongPassword"));
        assertEquals("DONE", field(seen, "signIn"));
        assertEquals("alice", field(seen, "username"));
        assertEquals("alice@example.com", field(seen, "email"));
        assertTrue(field(seen, "accessKey").startsWith("ASIA"), seen);
        assertNotEquals(field(seen, "guest"), field(seen, "identity"));
        assertEquals("true", field(seen, "refreshed"));
        assertEquals("UserUnAuthenticatedException", field(seen, "afterSignOut"));
        assertEquals("CONFIRM_SIGN_UP", field(seen, "signUp"));
        assertEquals("DONE", field(seen, "confirm"));
        assertEquals("DONE", field(seen, "signInAfterConfirm"));

        String verified = run(
                "node",
                "verify.mjs",
                sandbox.uri() + SandboxProcess.POOL + "/.well-known/jwks.json",
                SandboxProcess.POOL,
                SandboxProcess.CLIENT,
                field(seen, "accessToken"),
                field(seen, "idToken"));
        assertTrue(field(verified, "access").matches("[0-9a-f-]{36}"), verified);
        assertEquals(field(verified, "access"), field(verified, "id"));
        assertEquals("CognitoJwtInvalidTokenUseError", field(verified, "idAsAccess"));
        assertEquals("CognitoJwtInvalidClientIdError", field(verified, "anotherClient"));
        assertEquals("JwtInvalidSignatureError", field(verified, "damaged"));
    }

    @Test
    void acceptsApiCallsOfAmplifyAndAws4() throws Exception {
        String seen = run(
                "node",
                "api.mjs",
                sandbox.uri().toString(),
                SandboxProcess.POOL,
                SandboxProcess.CLIENT,
                SandboxProcess.IDENTITY_POOL,
                SandboxProcess.API_KEY);
        assertEquals("iam", field(seen, "restMode"));
        assertTrue(seen.contains("\"restBody\":\"{\\\"a\\\":\\\"ü\\\"}\""), seen);
        assertEquals("alice", field(seen, "userPool"));
        assertEquals("eu-central-1", field(seen, "iam"));
        assertEquals("Welcome to the sandbox.", field(seen, "apiKey"));
        assertEquals("Unauthorized", field(seen, "refused"));
        assertEquals("Unauthorized", field(seen, "wrongKey"));
        assertEquals("200", field(seen, "aws4"));
        assertEquals("403", field(seen, "aws4Elsewhere"));
        assertEquals("403", field(seen, "aws4Service"));
    }

    @Test
    void bundlesTheBrowserClient() throws Exception {
        run("node", "bundle.mjs", "amplify.js");
        assertTrue(Files.size(FOLDER.resolve("amplify.js")) > 50_000);
    }
}
