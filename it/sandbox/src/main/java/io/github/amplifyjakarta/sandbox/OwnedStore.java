package io.github.amplifyjakarta.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/**
 * The bucket as the role of one identity sees it, by the policies that Amplify writes: everybody reads {@code public/}
 * and {@code protected/}; users write {@code public/} and what bears their own identity.
 */
final class OwnedStore extends ForwardingBlobStore {

    /** S3 API reference, CopyObject: what is larger is copied in parts. */
    private static final long LARGEST_COPY = 5L << 30;

    private final IdentityPool.Credentials caller;

    OwnedStore(BlobStore objects, IdentityPool.Credentials caller) {
        super(objects);
        this.caller = caller;
    }

    /** Where s3proxy keeps uploads that were allowed to start and their parts, under ids that cannot be guessed. */
    private static final List<String> PARTS = List.of(".s3proxy-mpu-stub-", ".mpus-");

    private boolean isOwn(String key) {
        return !caller.guest()
                && (PARTS.stream().anyMatch(key::startsWith)
                        || key.startsWith("protected/" + caller.identityId() + "/")
                        || key.startsWith("private/" + caller.identityId() + "/"));
    }

    private boolean mayRead(String key) {
        return key.startsWith("public/") || key.startsWith("protected/") || isOwn(key);
    }

    private boolean mayWrite(String key) {
        return !caller.guest() && key.startsWith("public/") || isOwn(key);
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw refusal(403, "AccessDenied", "Access Denied");
        }
    }

    private static AwsServiceException refusal(int status, String code, String message) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        require(mayRead(Optional.ofNullable(request.prefix()).orElse("")));
        return super.list(request);
    }

    @Override
    public ListObjectsResponse listV1(ListObjectsRequest request) {
        require(mayRead(Optional.ofNullable(request.prefix()).orElse("")));
        return super.listV1(request);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, java.io.InputStream body) {
        require(mayWrite(request.key()));
        return super.putBlob(request, body);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        require(mayRead(request.sourceKey()) && mayWrite(request.destinationKey()));
        if (super.blobMetadata(request.sourceBucket(), request.sourceKey()).contentLength() > LARGEST_COPY) {
            throw refusal(
                    400,
                    "InvalidRequest",
                    "The specified copy source is larger than the maximum allowable size for a copy source: "
                            + LARGEST_COPY);
        }
        return super.copyBlob(request);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        require(mayRead(request.key()));
        return super.blobMetadata(request);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        require(mayRead(request.key()));
        return super.getBlob(request);
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        require(mayWrite(request.key()));
        return super.removeBlob(request);
    }

    /** S3 tells for each object what became of it. */
    @Override
    public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
        List<ObjectIdentifier> allowed = new ArrayList<>();
        List<S3Error> refused = new ArrayList<>();
        for (ObjectIdentifier object : request.delete().objects()) {
            if (mayWrite(object.key())) {
                allowed.add(object);
            } else {
                refused.add(S3Error.builder()
                        .key(object.key())
                        .code("AccessDenied")
                        .message("Access Denied")
                        .build());
            }
        }
        if (allowed.isEmpty()) {
            return DeleteObjectsResponse.builder().errors(refused).build();
        }
        DeleteObjectsResponse done = super.removeBlobs(
                request.toBuilder().delete(delete -> delete.objects(allowed)).build());
        refused.addAll(done.errors());
        return done.toBuilder().errors(refused).build();
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        require(mayWrite(request.key()));
        return super.initiateMultipartUpload(request);
    }

    @Override
    public UploadPartCopyResponse copyMultipartPart(MultipartUpload upload, UploadPartCopyRequest request) {
        require(mayRead(request.sourceKey()) && mayWrite(upload.blobName()));
        return super.copyMultipartPart(upload, request);
    }
}
