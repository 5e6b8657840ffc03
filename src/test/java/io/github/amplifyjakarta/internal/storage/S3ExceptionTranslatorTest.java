package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static io.github.amplifyjakarta.testing.FaultyServer.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.UploadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the application reads of an error of S3. */
class S3ExceptionTranslatorTest extends WithFaultyS3 {

    private StorageException failure() {
        return assertThrows(StorageException.class, () -> client.copy(path("public/a"), path("public/b")));
    }

    @Test
    void reportsANetworkErrorWhenS3NeverAnswers() {
        server.answers(exchange -> silence());
        StorageException late = assertThrows(StorageException.class, () -> client.getProperties(path("public/a")));
        assertEquals(Reason.NETWORK, late.reason());
        assertEquals("NetworkError", late.name());
    }

    @ParameterizedTest
    @CsvSource({
        "403, RequestTimeTooSkewed, x, clock",
        "403, SignatureDoesNotMatch, x, clock",
        "403, AccessDenied, x, role",
        "403, AccessForbidden, CORSResponse: CORS is not enabled for this bucket., CORS",
        "404, NoSuchBucket, x, amplify.storage.bucket",
        "400, ExpiredToken, x, fetchAuthSession(true)"
    })
    void suggestsWhatHelpsAgainstAnError(int status, String code, String message, String helps) {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("x-amz-request-id", "REQUEST");
            send(exchange, status, error(code, message));
        });
        StorageException failure = failure();
        assertEquals(code, failure.name());
        assertEquals(status, failure.statusCode().orElseThrow());
        assertEquals("REQUEST", failure.requestId().orElseThrow());
        assertTrue(failure.recoverySuggestion().contains(helps), failure.recoverySuggestion());
        // with another clock it may work: the SDK sets its own by the answer
        assertEquals(code.equals("RequestTimeTooSkewed") ? 3 : 1, server.asked().size());
    }

    /** Those of radosgw have none. */
    @Test
    void keepsTheNameOfAnErrorWithoutAMessage() {
        server.answers(exchange ->
                send(exchange, 403, "<Error><Code>SignatureDoesNotMatch</Code><RequestId>tx1</RequestId></Error>"));
        StorageException e =
                assertThrows(StorageException.class, () -> client.uploadData(path("public/a"), UploadData.of("x")));
        assertEquals(Reason.SERVICE + " SignatureDoesNotMatch", e.reason() + " " + e.name());
        assertTrue(e.recoverySuggestion().contains("clock"), e.recoverySuggestion());
        assertEquals("S3 answered with status 403 and no message.", e.getMessage());
        StorageException nothing = assertThrows(StorageException.class, () -> client.getProperties(path("public/a")));
        assertEquals(Reason.ACCESS_DENIED + " 403", nothing.reason() + " " + nothing.name());
    }

    @Test
    void namesTheRegionOfTheBucket() {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("x-amz-bucket-region", "us-west-2");
            send(exchange, 301, error("PermanentRedirect", "elsewhere"));
        });
        assertTrue(
                failure().recoverySuggestion().contains("is in the region us-west-2, not in eu-central-1"),
                failure().recoverySuggestion());
    }

    @Test
    void keepsSecretsOutOfMessages() {
        server.answers(exchange -> send(exchange, 403, error("AccessDenied", "x")));
        StorageException failure = failure();
        StringBuilder printed = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            printed.append(cause);
        }
        printed.append(client.getUrl(path("public/a")));
        assertFalse(printed.toString().contains("the-secret-key"), printed.toString());
        assertFalse(printed.toString().contains("the-session-token"), printed.toString());
        assertFalse(printed.toString().contains("X-Amz-Signature"), printed.toString());
    }
}
