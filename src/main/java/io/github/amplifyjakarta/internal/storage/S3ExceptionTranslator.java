package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Response;

/** Maps the SDK's exceptions to the library's. The names are Amplify's. Each exception has a recovery suggestion. */
final class S3ExceptionTranslator {

    private S3ExceptionTranslator() {}

    static StorageException of(SdkException e, Bucket bucket) {
        return e instanceof AwsServiceException answer ? answered(answer, bucket) : notAnswered(e, bucket);
    }

    private static StorageException answered(AwsServiceException e, Bucket bucket) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(e.awsErrorDetails());
        String name = details.map(AwsErrorDetails::errorCode)
                .filter(code -> !code.isEmpty())
                .orElseGet(() -> nameOf(e.statusCode()));
        String message = details.map(AwsErrorDetails::errorMessage)
                .filter(text -> !text.isEmpty())
                .orElse("S3 answered with status " + e.statusCode() + " and no message.");
        return new StorageException(
                reason(name, e.statusCode()),
                new AmplifyException.Details(name, message, suggestion(name, message, e, bucket)),
                new StorageException.Answer(e.statusCode(), e.requestId()),
                e);
    }

    /** The name for a response without a document, as for HEAD. */
    private static String nameOf(int status) {
        return switch (status) {
            case 404 -> "NotFound";
            case 412 -> "PreconditionFailed";
            default -> String.valueOf(status);
        };
    }

    private static Reason reason(String name, int status) {
        if (status == 404) {
            return Reason.NOT_FOUND;
        }
        if (status == 412 || name.equals("ConditionalRequestConflict")) {
            return Reason.PRECONDITION_FAILED;
        }
        return switch (name) {
            case "AccessDenied", "AllAccessDisabled", "AccessForbidden", "403" -> Reason.ACCESS_DENIED;
            case "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch" ->
                Reason.INTEGRITY;
            default -> Reason.SERVICE;
        };
    }

    private static String suggestion(String name, String message, AwsServiceException e, Bucket bucket) {
        Optional<String> region = Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(answer -> answer.firstMatchingHeader("x-amz-bucket-region"))
                .filter(found -> !found.equals(bucket.region()));
        if (region.isPresent() || e.statusCode() == 301 || e.statusCode() == 307) {
            return "The bucket " + bucket.name() + " is in the region " + region.orElse("of another endpoint")
                    + ", not in " + bucket.region() + ": correct its region in the configuration.";
        }
        if (message.contains("CORS")) {
            return "The bucket " + bucket.name() + " lacks a CORS rule for the origin and the method of the browser.";
        }
        return switch (name) {
            case "RequestTimeTooSkewed", "RequestExpired", "SignatureDoesNotMatch" ->
                "Check the server's clock: S3 refuses requests that are off by more than 15 minutes. If it is right, a proxy"
                        + " changes the request.";
            case "AccessDenied", "AccessForbidden", "403" ->
                "Check that the identity pool's role for this user allows the action on this path of " + bucket.name()
                        + ".";
            case "NoSuchBucket" -> "Check amplify.storage.bucket: there is no bucket " + bucket.name() + ".";
            case "NoSuchKey", "NotFound" -> "Check the path; it is case-sensitive.";
            case "PreconditionFailed" -> "Read the object again: it already exists or has been changed.";
            case "ExpiredToken", "InvalidToken", "InvalidAccessKeyId" ->
                "Call fetchAuthSession(true) for new credentials.";
            case "SlowDown", "ServiceUnavailable", "InternalError" -> "Try again in a moment.";
            default -> "See the S3 API reference, \"Error Responses\", for " + name + ".";
        };
    }

    static StorageException notFound(StorageException e) {
        return new StorageException(
                Reason.NOT_FOUND,
                new AmplifyException.Details(
                        "NotFound",
                        "There is no such object or bucket.",
                        "Check the path, which is case-sensitive, and the bucket."),
                new StorageException.Answer(
                        e.statusCode().orElse(0), e.requestId().orElse(null)),
                e.getCause());
    }

    private static StorageException notAnswered(SdkException e, Bucket bucket) {
        if (e instanceof AbortedException) { // this thread was interrupted, or the call was cancelled
            return Cancellation.canceled(String.valueOf(e.getMessage()), e);
        }
        boolean late = e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException;
        if (!late && !isOfTheConnection(e)) {
            return unreadable(e);
        }
        return new StorageException(
                Reason.NETWORK,
                new AmplifyException.Details(
                        "NetworkError",
                        (late ? "S3 did not answer in time" : "S3 could not be reached, or its answer broke off")
                                + " (bucket " + bucket.name() + " in " + bucket.region() + "): " + e.getMessage(),
                        "Try again; if it persists, check that this server reaches S3, amplify.http.request-timeout and amplify.http.idle-timeout."),
                e);
    }

    private static boolean isOfTheConnection(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharConversionException || isNested(cause, CharConversionException.class)) {
                return false; // the response is complete but is not valid text
            }
            if (cause instanceof IOException || isNested(cause, IOException.class)) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return whether an XML response was cut off} The SDK retries other responses that were cut off, but treats this
     * one as invalid XML.
     */
    static boolean isBrokenDocument(Throwable e) {
        return e.getCause() instanceof XMLStreamException && isOfTheConnection(e);
    }

    /** The JDK's reader stores the original failure as "nested", and usually not as the cause. */
    private static boolean isNested(Throwable e, Class<? extends IOException> kind) {
        return e instanceof XMLStreamException xml && kind.isInstance(xml.getNestedException());
    }

    /** The response does not come from S3. It is a proxy's page or an incomplete document. */
    static StorageException unreadable(RuntimeException e) {
        return new StorageException(
                Reason.INTEGRITY,
                new AmplifyException.Details(
                        "Unknown",
                        "The answer is not one that S3 gives: " + e.getMessage(),
                        "Check amplify.storage.endpoint, and what stands between this server and S3."),
                e);
    }

    /**
     * {@return a value that S3 includes in every successful response} A success response without it comes from a portal
     * or a proxy, which has stored nothing.
     */
    static String require(String what, @Nullable String found, S3Response answer) {
        if (found == null) {
            throw integrity("S3 answered without " + what + ".", answer.sdkHttpResponse());
        }
        return found;
    }

    /** A response that does not match the request. */
    static StorageException integrity(String message, SdkHttpResponse answer) {
        return new StorageException(
                Reason.INTEGRITY,
                new AmplifyException.Details(
                        "Unknown", message, "Something between this server and S3 changes or mixes up answers."),
                new StorageException.Answer(
                        answer.statusCode(),
                        answer.firstMatchingHeader("x-amz-request-id").orElse(null)),
                null);
    }

    /** {@return whether an earlier attempt got no response or a response that allowed a retry} */
    static boolean isOfALaterAttempt(StorageException e) {
        return e.getCause() instanceof SdkException sdk && sdk.numAttempts() != null && sdk.numAttempts() > 1;
    }
}
