package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.ListResult;
import io.github.amplifyjakarta.storage.RemoveFolderResult;
import io.github.amplifyjakarta.storage.RemoveFolderResult.Batch;
import io.github.amplifyjakarta.storage.RemoveFolderResult.Failure;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Removes the objects below a path, one page at a time. */
final class FolderRemoval {

    private static final int MOST_FAILURES = 1000;

    /**
     * XML 1.0, section 2.2, cannot represent these characters or changes them. One such key would break the deletion of
     * the other 999 in a request.
     */
    private static final Pattern NOT_IN_XML = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\ufffe\\uffff]");

    private final UserS3 s3;
    private final Listing listing;
    private final Progress<Batch> progress;
    private final Cancellation cancellation;
    private final List<Failure> failures = new ArrayList<>();
    private long removed;
    private long failed;

    FolderRemoval(UserS3 s3, Listing listing, Progress<Batch> progress, Cancellation cancellation) {
        this.s3 = s3;
        this.listing = listing;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    RemoveFolderResult run() {
        ListOptions.Builder next = ListOptions.builder();
        for (Optional<String> token = Optional.of(""); token.isPresent(); ) {
            cancellation.requireNotCanceled();
            ListResult page = listing.page(next.build());
            if (!page.items().isEmpty()) {
                remove(page.items().stream().map(StorageItem::path).toList());
            }
            token = page.nextToken();
            token.ifPresent(next::nextToken);
        }
        return new RemoveFolderResult(removed, failed, failures);
    }

    private void remove(List<String> paths) {
        List<String> gone = new ArrayList<>();
        List<Failure> kept = new ArrayList<>();
        try {
            List<String> together = paths.stream()
                    .filter(path -> !NOT_IN_XML.matcher(path).find())
                    .toList();
            if (!together.isEmpty()) {
                removeTogether(together, gone, kept);
            }
            paths.stream()
                    .filter(path -> NOT_IN_XML.matcher(path).find())
                    .forEach(path -> removeAlone(path, gone, kept));
        } finally {
            count(new Batch(gone, kept)); // removed objects are reported whatever follows
        }
    }

    private void count(Batch batch) {
        if (batch.removed().isEmpty() && batch.failed().isEmpty()) {
            return;
        }
        removed += batch.removed().size();
        failed += batch.failed().size();
        batch.failed().stream().limit(MOST_FAILURES - failures.size()).forEach(failures::add);
        progress.tell(batch);
    }

    private void removeTogether(List<String> paths, List<String> gone, List<Failure> kept) {
        List<ObjectIdentifier> objects = paths.stream()
                .map(path -> ObjectIdentifier.builder().key(path).build())
                .toList();
        DeleteObjectsResponse answer = s3.call(client ->
                client.deleteObjects(request -> request.bucket(s3.bucket().name())
                        .delete(delete -> delete.objects(objects).quiet(false))
                        .expectedBucketOwner(s3.bucket().expectedOwner().orElse(null))
                        .overrideConfiguration(s3.quick())));
        Set<String> open = new HashSet<>(paths);
        answer.deleted().stream()
                .map(object -> object.key())
                .filter(open::remove)
                .forEach(gone::add);
        answer.errors().stream()
                .filter(error -> open.remove(error.key()))
                .forEach(error -> kept.add(new Failure(
                        error.key(),
                        Objects.requireNonNullElse(error.code(), ""),
                        Objects.requireNonNullElse(error.message(), ""))));
        paths.stream()
                .filter(open::contains)
                .map(path -> new Failure(path, "Unknown", "S3 did not say what became of it."))
                .forEach(kept::add);
    }

    private void removeAlone(String path, List<String> gone, List<Failure> kept) {
        try {
            s3.remove(path);
            gone.add(path);
        } catch (StorageException e) {
            if (e.statusCode().isEmpty()) {
                throw e; // S3 did not respond: the error is handled as for a whole page
            }
            kept.add(new Failure(path, e.name(), Objects.requireNonNullElse(e.getMessage(), "")));
        }
    }
}
