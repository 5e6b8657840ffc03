package io.github.amplifyjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ConfirmForgotPasswordRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SignUpRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The sandbox with the AWS SDK for Java as its client. */
class AwsSdkIT {

    private static final Region REGION = Region.EU_CENTRAL_1;

    private static SandboxProcess sandbox;
    private static CognitoIdentityProviderClient userPool;
    private static CognitoIdentityClient identityPool;

    @BeforeAll
    static void start() throws Exception {
        sandbox = new SandboxProcess();
        userPool = CognitoIdentityProviderClient.builder()
                .region(REGION)
                .endpointOverride(sandbox.uri())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        identityPool = CognitoIdentityClient.builder()
                .region(REGION)
                .endpointOverride(sandbox.uri())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @AfterAll
    static void stop() {
        userPool.close();
        identityPool.close();
        sandbox.close();
    }

    private static AuthenticationResultType signIn(String username) {
        return signIn(SandboxProcess.CLIENT, Map.of("USERNAME", username, "PASSWORD", "Passw0rd!"));
    }

    private static AuthenticationResultType signIn(String clientId, Map<String, String> parameters) {
        return userPool.initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(parameters))
                .authenticationResult();
    }

    @Test
    void signsUpConfirmsAndSignsIn() throws Exception {
        Consumer<SignUpRequest.Builder> dora = request -> request.clientId(SandboxProcess.CLIENT)
                .username("dora")
                .password("Passw0rd!")
                .userAttributes(attribute -> attribute.name("email").value("dora@example.com"));
        assertThrows(InvalidPasswordException.class, () -> userPool.signUp(dora.andThen(r -> r.password("short"))));
        assertFalse(userPool.signUp(dora).userConfirmed());
        assertThrows(UsernameExistsException.class, () -> userPool.signUp(dora));
        assertThrows(UserNotConfirmedException.class, () -> signIn("dora"));
        assertThrows(
                CodeMismatchException.class,
                () -> userPool.confirmSignUp(request ->
                        request.clientId(SandboxProcess.CLIENT).username("dora").confirmationCode("x")));
        String code = sandbox.mailed("dora");
        userPool.confirmSignUp(request ->
                request.clientId(SandboxProcess.CLIENT).username("dora").confirmationCode(code));
        String accessToken = signIn("dora").accessToken();
        assertEquals(
                "dora",
                userPool.getUser(request -> request.accessToken(accessToken)).username());
    }

    @Test
    void setsForgottenPasswordsByTheMailedCode() throws Exception {
        String sent = userPool.forgotPassword(
                        request -> request.clientId(SandboxProcess.CLIENT).username("bob"))
                .codeDeliveryDetails()
                .destination();
        assertEquals("b***@example.com", sent);
        String unknown = userPool.forgotPassword(
                        request -> request.clientId(SandboxProcess.CLIENT).username("nobody"))
                .codeDeliveryDetails()
                .destination();
        assertEquals("n***@example.com", unknown, "nobody is told which users there are");
        Consumer<ConfirmForgotPasswordRequest.Builder> bob = request -> request.clientId(SandboxProcess.CLIENT)
                .username("bob")
                .password("Passw0rd!")
                .confirmationCode("x");
        assertThrows(CodeMismatchException.class, () -> userPool.confirmForgotPassword(bob));
        String code = sandbox.mailed("bob");
        userPool.confirmForgotPassword(bob.andThen(request -> request.confirmationCode(code)));
        assertThrows(
                CodeMismatchException.class,
                () -> userPool.confirmForgotPassword(bob.andThen(request -> request.confirmationCode(code))));
        signIn("bob");
    }

    @Test
    void refusesWrongPasswordsAndForgedTokens() {
        assertThrows(
                NotAuthorizedException.class,
                () -> signIn(SandboxProcess.CLIENT, Map.of("USERNAME", "alice", "PASSWORD", "wrong")));
        String token = signIn("alice").accessToken();
        String forged = token.substring(0, token.length() - 4) + "AAAA";
        assertThrows(NotAuthorizedException.class, () -> userPool.getUser(request -> request.accessToken(forged)));
        String idToken = signIn("alice").idToken();
        assertThrows(NotAuthorizedException.class, () -> userPool.getUser(request -> request.accessToken(idToken)));
    }

    @Test
    void refreshesRevokesAndSignsOutGlobally() {
        AuthenticationResultType first = signIn("bob");
        AuthenticationResultType renewed = userPool.getTokensFromRefreshToken(
                        request -> request.clientId(SandboxProcess.CLIENT).refreshToken(first.refreshToken()))
                .authenticationResult();
        assertEquals(
                "bob",
                userPool.getUser(request -> request.accessToken(renewed.accessToken()))
                        .username());
        userPool.revokeToken(request -> request.clientId(SandboxProcess.CLIENT).token(first.refreshToken()));
        assertThrows(
                NotAuthorizedException.class,
                () -> userPool.getTokensFromRefreshToken(
                        request -> request.clientId(SandboxProcess.CLIENT).refreshToken(first.refreshToken())));
        assertThrows(
                NotAuthorizedException.class,
                () -> userPool.getUser(request -> request.accessToken(renewed.accessToken())));

        AuthenticationResultType here = signIn("bob");
        AuthenticationResultType there = signIn("bob");
        userPool.globalSignOut(request -> request.accessToken(here.accessToken()));
        assertThrows(
                NotAuthorizedException.class,
                () -> userPool.getUser(request -> request.accessToken(there.accessToken())));
    }

    @Test
    void requiresTheSecretOfConfidentialClients() throws Exception {
        Map<String, String> parameters = new HashMap<>(Map.of("USERNAME", "alice", "PASSWORD", "Passw0rd!"));
        assertThrows(NotAuthorizedException.class, () -> signIn(SandboxProcess.CONFIDENTIAL_CLIENT, parameters));
        parameters.put("SECRET_HASH", secretHash("wrong-secret"));
        assertThrows(NotAuthorizedException.class, () -> signIn(SandboxProcess.CONFIDENTIAL_CLIENT, parameters));
        parameters.put("SECRET_HASH", secretHash(SandboxProcess.CLIENT_SECRET));
        String refreshToken =
                signIn(SandboxProcess.CONFIDENTIAL_CLIENT, parameters).refreshToken();
        assertThrows(
                NotAuthorizedException.class,
                () -> userPool.getTokensFromRefreshToken(request ->
                        request.clientId(SandboxProcess.CONFIDENTIAL_CLIENT).refreshToken(refreshToken)));
        assertTrue(userPool.getTokensFromRefreshToken(request -> request.clientId(SandboxProcess.CONFIDENTIAL_CLIENT)
                                .clientSecret(SandboxProcess.CLIENT_SECRET)
                                .refreshToken(refreshToken))
                        .authenticationResult()
                        .accessToken()
                        .length()
                > 100);
        assertThrows(
                NotAuthorizedException.class,
                () -> userPool.getTokensFromRefreshToken(
                        request -> request.clientId(SandboxProcess.CLIENT).refreshToken(refreshToken)),
                "a refresh token is worth nothing to another client");
    }

    private static String secretHash(String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(("alice" + SandboxProcess.CONFIDENTIAL_CLIENT).getBytes(UTF_8)));
    }

    private static Credentials credentials(Map<String, String> logins) {
        String identity = identityPool
                .getId(request ->
                        request.identityPoolId(SandboxProcess.IDENTITY_POOL).logins(logins))
                .identityId();
        return identityPool
                .getCredentialsForIdentity(
                        request -> request.identityId(identity).logins(logins))
                .credentials();
    }

    private static Map<String, String> logins(String username) {
        return Map.of(
                "cognito-idp.eu-central-1.amazonaws.com/" + SandboxProcess.POOL,
                signIn(username).idToken());
    }

    @Test
    void requiresTheLoginOfAnIdentity() {
        String alices = identityPool
                .getId(request ->
                        request.identityPoolId(SandboxProcess.IDENTITY_POOL).logins(logins("alice")))
                .identityId();
        assertThrows(
                software.amazon.awssdk.services.cognitoidentity.model.NotAuthorizedException.class,
                () -> identityPool.getCredentialsForIdentity(
                        request -> request.identityId(alices).logins(logins("bob"))));
        assertThrows(
                software.amazon.awssdk.services.cognitoidentity.model.NotAuthorizedException.class,
                () -> identityPool.getCredentialsForIdentity(request -> request.identityId(alices)));
    }

    private static S3Client s3(AwsCredentials credentials) {
        return S3Client.builder()
                .region(REGION)
                .endpointOverride(sandbox.s3())
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    @Test
    void requiresSignatureAndSessionTokenForS3() {
        Credentials alice = credentials(logins("alice"));
        AwsCredentials good =
                AwsSessionCredentials.create(alice.accessKeyId(), alice.secretKey(), alice.sessionToken());
        try (S3Client s3 = s3(good)) {
            s3.putObject(
                    request -> request.bucket(SandboxProcess.BUCKET).key("public/a b ü.txt"),
                    RequestBody.fromString("hello"));
            assertEquals(
                    "hello",
                    s3.getObjectAsBytes(request ->
                                    request.bucket(SandboxProcess.BUCKET).key("public/a b ü.txt"))
                            .asUtf8String());
        }
        assertRefused(AwsBasicCredentials.create(alice.accessKeyId(), alice.secretKey()), "InvalidToken");
        assertRefused(
                AwsSessionCredentials.create(alice.accessKeyId(), alice.secretKey(), "another-token"), "InvalidToken");
        assertRefused(
                AwsSessionCredentials.create(alice.accessKeyId(), "another-secret", alice.sessionToken()),
                "SignatureDoesNotMatch");
        assertRefused(
                AwsSessionCredentials.create("ASIAUNKNOWN", alice.secretKey(), alice.sessionToken()),
                "InvalidAccessKeyId");
    }

    private static void assertRefused(AwsCredentials credentials, String code) {
        try (S3Client s3 = s3(credentials)) {
            S3Exception refused = assertThrows(
                    S3Exception.class,
                    () -> s3.getObjectAsBytes(
                            request -> request.bucket(SandboxProcess.BUCKET).key("public/a.txt")));
            assertEquals(code, refused.awsErrorDetails().errorCode());
        }
    }
}
