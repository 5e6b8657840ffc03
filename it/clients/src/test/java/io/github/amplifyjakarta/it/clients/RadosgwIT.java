package io.github.amplifyjakarta.it.clients;

import static io.github.amplifyjakarta.it.clients.StorageSamples.MIB;
import static io.github.amplifyjakarta.it.clients.StorageSamples.own;
import static io.github.amplifyjakarta.it.clients.StorageSamples.random;
import static io.github.amplifyjakarta.it.clients.StorageSamples.read;
import static io.github.amplifyjakarta.storage.StoragePath.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.DownloadOptions;
import io.github.amplifyjakarta.storage.GetUrlOptions;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.ListResult;
import io.github.amplifyjakarta.storage.RemoveFolderResult;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The storage client of the library against the S3 of Ceph: {@code mvn -Pradosgw verify}. Tests of behaviour that AWS does
 * not have end in {@code UnlikeAws}.
 */
class RadosgwIT extends InRadosgw {

    @Test
    void storesFilesWithTheirProperties() throws Exception {
        StoragePath notes = path("public/notes/ü & b+c%.txt");
        StorageItem stored = alice.uploadData(
                notes,
                UploadData.of("hello"),
                UploadOptions.builder()
                        .metadata(Map.of("album", "2026"))
                        .cacheControl("max-age=60")
                        .contentDisposition("inline")
                        .build());
        StorageItem found = alice.getProperties(notes);
        assertEquals(stored.eTag(), found.eTag());
        assertEquals(OptionalLong.of(5), found.size());
        assertEquals("text/plain", found.contentType().orElseThrow());
        assertEquals(Map.of("album", "2026"), found.metadata());
        HeadObjectResponse asStored =
                owner.headObject(request -> request.bucket(Radosgw.BUCKET).key(found.path()));
        assertEquals("max-age=60 inline", asStored.cacheControl() + " " + asStored.contentDisposition());
        assertArrayEquals("hello".getBytes(UTF_8), read(guest, notes));
        assertEquals(
                List.of("public/notes/ü & b+c%.txt"),
                alice.list(path("public/notes/")).items().stream()
                        .map(StorageItem::path)
                        .toList());
        StorageItem copy = alice.copy(notes, own("ü & b+c%.txt"));
        assertEquals("private/alice/ü & b+c%.txt", copy.path());
        assertArrayEquals("hello".getBytes(UTF_8), read(alice, path(copy.path())));
        assertEquals(
                Map.of("album", "2026"), alice.getProperties(path(copy.path())).metadata());
        alice.remove(notes);
        refused(Reason.NOT_FOUND, "NotFound", () -> alice.getProperties(notes));
        refused(Reason.NOT_FOUND, "NoSuchKey", () -> alice.downloadData(notes));
        alice.remove(notes);
    }

    @Test
    void listsInPagesAndRemovesFolders() {
        List<String> names = List.of("a.txt", "b+c.txt", "e%41.txt", "ü & sub/c.txt", "ü & sub/d.txt");
        for (String name : names) {
            alice.uploadData(own("list/" + name), UploadData.of(name));
        }
        List<String> paths = new ArrayList<>();
        ListOptions.Builder options = ListOptions.builder().pageSize(2);
        ListResult page = alice.list(own("list/"), options.build());
        for (; page.nextToken().isPresent(); page = alice.list(own("list/"), options.build())) {
            assertEquals(2, page.items().size());
            page.items().forEach(item -> paths.add(item.path()));
            options.nextToken(page.nextToken().orElseThrow());
        }
        page.items().forEach(item -> paths.add(item.path()));
        assertEquals(names.stream().map(name -> "private/alice/list/" + name).toList(), paths);
        ListResult flat = alice.list(
                own("list/"), ListOptions.builder().excludeSubpaths().listAll().build());
        assertEquals(3, flat.items().size());
        assertEquals(List.of("private/alice/list/ü & sub/"), flat.excludedSubpaths());
        RemoveFolderResult removal = alice.removeFolder(own("list/ü & sub"));
        assertEquals(2, removal.removedCount());
        assertEquals(List.of(), removal.failures());
        assertEquals(3, alice.list(own("list/")).items().size());
    }

    @Test
    void presignsUploadAndDownloadUrls() throws Exception {
        StoragePath report = own("a b+ü'()*!%.txt");
        URI upload = alice.getUrl(
                        report,
                        GetUrlOptions.builder().method(GetUrlOptions.Method.PUT).build())
                .url();
        HttpResponse<String> put = send(HttpRequest.newBuilder(upload)
                .header("Content-Type", "text/x-whatever-the-browser-likes")
                .PUT(HttpRequest.BodyPublishers.ofString("from a browser")));
        assertEquals(200, put.statusCode(), put.body());
        assertEquals(
                "text/x-whatever-the-browser-likes",
                alice.getProperties(report).contentType().orElseThrow());
        URI download = alice.getUrl(
                        report,
                        GetUrlOptions.builder()
                                .expiresIn(Duration.ofSeconds(30))
                                .attachment("rés\"umé.txt")
                                .cacheControl("no-store")
                                .validateObjectExistence()
                                .build())
                .url();
        HttpResponse<String> got = send(HttpRequest.newBuilder(download));
        assertEquals("200 from a browser", got.statusCode() + " " + got.body());
        assertEquals("no-store", got.headers().firstValue("Cache-Control").orElseThrow());
        assertTrue(got.headers().firstValue("Content-Disposition").orElseThrow().contains("filename*=UTF-8''r%C3%A9s"));
        HttpRequest.Builder head = HttpRequest.newBuilder(download).method("HEAD", HttpRequest.BodyPublishers.noBody());
        assertEquals(403, send(head).statusCode(), "the URL is for GET");
        URI forged = URI.create(download.toString().replace("b%2B", "c%2B"));
        assertEquals(403, send(HttpRequest.newBuilder(forged)).statusCode());
        refused(
                Reason.NOT_FOUND,
                "NotFound",
                () -> alice.getUrl(
                        own("missing"),
                        GetUrlOptions.builder().validateObjectExistence().build()));
    }

    @Test
    void uploadsFortyMebibytesInParts(@TempDir Path folder) throws Exception {
        byte[] bytes = random(40 * MIB);
        Path file = Files.write(folder.resolve("source"), bytes);
        Map<String, UploadData> sources = Map.of(
                "stream",
                UploadData.of(new ByteArrayInputStream(bytes)),
                "file",
                UploadData.of(file),
                "writer",
                out -> {
                    for (int from = 0; from < bytes.length; from += 70_000) {
                        out.write(bytes, from, Math.min(70_000, bytes.length - from));
                    }
                });
        for (Map.Entry<String, UploadData> source : sources.entrySet()) {
            StoragePath to = own("forty/" + source.getKey());
            StorageItem stored = alice.uploadData(to, source.getValue());
            assertEquals(OptionalLong.of(bytes.length), stored.size());
            assertEquals(alice.getProperties(to).eTag(), stored.eTag());
            assertTrue(stored.eTag().orElseThrow().endsWith("-8\""), source.getKey() + " goes up in eight parts");
            assertArrayEquals(bytes, read(alice, to), source.getKey());
        }
        assertEquals(List.of(), uploads());
    }

    @Test
    void cleansUpAfterBrokenAndCanceledUploads() {
        InputStream breaks = new SequenceInputStream(new ByteArrayInputStream(random(12 * MIB)), new InputStream() {
            @Override
            public int read() throws IOException {
                assertEquals(List.of("private/alice/broken.bin"), uploads(), "it is under way");
                throw new IOException("the disk is on fire");
            }
        });
        refused(Reason.DATA, "InvalidUploadSource", () -> alice.uploadData(own("broken.bin"), UploadData.of(breaks)));
        CompletableFuture<Void> signal = new CompletableFuture<>();
        refused(
                Reason.CANCELED,
                "CanceledError",
                () -> alice.uploadData(
                        own("broken.bin"),
                        out -> {
                            out.write(random(12 * MIB));
                            CompletableFuture.runAsync(() -> signal.complete(null))
                                    .join();
                            out.write(random(12 * MIB));
                        },
                        UploadOptions.builder().canceledBy(signal).build()));
        refused(Reason.NOT_FOUND, "NotFound", () -> alice.getProperties(own("broken.bin")));
        assertEquals(List.of(), uploads());
    }

    @Test
    void supportsRangesAndConditions() throws Exception {
        byte[] bytes = random(6 * MIB);
        StoragePath file = own("range.bin");
        String tag = alice.uploadData(file, UploadData.of(bytes)).eTag().orElseThrow();
        try (StorageDownload acrossParts = alice.downloadData(
                file, DownloadOptions.builder().range("bytes=5242800-5242999").build())) {
            assertEquals(
                    "bytes 5242800-5242999/" + bytes.length,
                    acrossParts.contentRange().orElseThrow());
            assertArrayEquals(
                    Arrays.copyOfRange(bytes, 5242800, 5243000),
                    acrossParts.body().readAllBytes());
        }
        try (StorageDownload same = alice.downloadData(
                file, DownloadOptions.builder().ifNoneMatch(tag).build())) {
            assertTrue(same.notModified());
            assertEquals(0, same.body().readAllBytes().length);
        }
        refused(
                Reason.PRECONDITION_FAILED,
                "PreconditionFailed",
                () -> alice.downloadData(
                        file, DownloadOptions.builder().ifMatch("\"other\"").build()));
        refused(
                Reason.SERVICE,
                "InvalidRange",
                () -> alice.downloadData(
                        file, DownloadOptions.builder().range("bytes=9999999-").build()));
    }

    @Test
    void preventsOverwritingOfSmallObjects() throws Exception {
        UploadOptions careful = UploadOptions.builder().preventOverwrite().build();
        alice.uploadData(own("once.txt"), UploadData.of("first"), careful);
        refused(
                Reason.PRECONDITION_FAILED,
                "PreconditionFailed",
                () -> alice.uploadData(own("once.txt"), UploadData.of("second"), careful));
        assertArrayEquals("first".getBytes(UTF_8), read(alice, own("once.txt")));
    }

    @Test
    void ignoresPreventOverwriteInMultipartUploadsUnlikeAws() throws Exception {
        UploadOptions careful = UploadOptions.builder().preventOverwrite().build();
        alice.uploadData(own("replaced"), UploadData.of("first"));
        alice.uploadData(own("replaced"), UploadData.of(random(6 * MIB)), careful);
        assertArrayEquals(random(6 * MIB), read(alice, own("replaced")));
    }

    @Test
    void ignoresTheETagOfCopySourcesUnlikeAws() throws Exception {
        String old =
                alice.uploadData(own("changed"), UploadData.of("first")).eTag().orElseThrow();
        alice.uploadData(own("changed"), UploadData.of("second"));
        alice.copy(CopySource.builder(own("changed")).eTag(old).build(), own("copy-of-changed"));
        assertArrayEquals("second".getBytes(UTF_8), read(alice, own("copy-of-changed")));
    }

    @Test
    void ignoresChecksumsUnlikeAws() {
        owner.putObject(
                request -> request.bucket(Radosgw.BUCKET).key("public/checksum").checksumCRC32("AAAAAA=="),
                RequestBody.fromString("not the bytes of this checksum"));
        assertNull(owner.headObject(request ->
                        request.bucket(Radosgw.BUCKET).key("public/checksum").checksumMode("ENABLED"))
                .checksumCRC32());
    }

    /** Therefore the library computes checksums before it sends. */
    @Test
    void refusesChecksumTrailersUnlikeAws() throws Exception {
        try (S3Client sdk = radosgw.sdk(
                Radosgw.ofSdk(radosgw.assume("alice", Duration.ofMinutes(15))),
                RequestChecksumCalculation.WHEN_SUPPORTED)) {
            S3Exception error = assertThrows(
                    S3Exception.class,
                    () -> sdk.putObject(
                            request -> request.bucket(Radosgw.BUCKET).key("public/trailer"),
                            RequestBody.fromString("hello")));
            assertEquals("XAmzContentSHA256Mismatch", error.awsErrorDetails().errorCode());
        }
    }

    @Test
    void releasesConnectionsOfUnfinishedDownloads() throws Exception {
        StorageSamples.downloadAfterUnfinished(200, alice, guest);
    }

    @Test
    void separatesFilesOfTwoUsers() throws Exception {
        byte[] ofAlice = random(16 * MIB);
        byte[] ofBob = random(17 * MIB);
        CompletableFuture<StorageItem> other =
                CompletableFuture.supplyAsync(() -> bob.uploadData(own("mine"), UploadData.of(ofBob)));
        alice.uploadData(own("mine"), UploadData.of(ofAlice));
        assertEquals("private/bob/mine", other.get().path());
        assertArrayEquals(ofAlice, read(alice, path("private/alice/mine")));
        assertArrayEquals(ofBob, read(bob, path("private/bob/mine")));
        for (StorageClient stranger : List.of(bob, guest)) {
            StoragePath mine = path("private/alice/mine");
            refused(Reason.ACCESS_DENIED, "403", () -> stranger.getProperties(mine));
            refused(Reason.ACCESS_DENIED, "AccessDenied", () -> stranger.downloadData(mine));
            refused(Reason.ACCESS_DENIED, "AccessDenied", () -> stranger.copy(mine, path("public/stolen")));
            refused(Reason.ACCESS_DENIED, "AccessDenied", () -> stranger.remove(mine));
            refused(Reason.ACCESS_DENIED, "AccessDenied", () -> stranger.uploadData(mine, UploadData.of("x")));
            refused(
                    Reason.ACCESS_DENIED,
                    "AccessDenied",
                    () -> stranger.uploadData(mine, UploadData.of(random(6 * MIB))));
            assertEquals(
                    403,
                    send(HttpRequest.newBuilder(stranger.getUrl(mine).url())).statusCode());
        }
        RemoveFolderResult removal = bob.removeFolder(path("private/alice"));
        assertEquals(0, removal.removedCount());
        assertEquals(
                List.of(new RemoveFolderResult.Failure("private/alice/mine", "AccessDenied", "AccessDenied")),
                removal.failures().stream()
                        .filter(kept -> kept.path().endsWith("/mine"))
                        .toList());
        refused(Reason.ACCESS_DENIED, "AccessDenied", () -> guest.removeFolder(path("private/alice")));
        refused(
                Reason.ACCESS_DENIED,
                "AccessDenied",
                () -> guest.uploadData(path("public/by-a-guest"), UploadData.of("x")));
        assertArrayEquals(ofAlice, read(alice, path("private/alice/mine")));
        assertEquals(List.of(), uploads());
    }

    @Test
    void refusesWrongCredentials() throws Exception {
        AwsCredentials good = radosgw.assume("alice", Duration.ofMinutes(15));
        AwsCredentials other = radosgw.assume("alice", Duration.ofMinutes(15));
        StorageClient wrongSecret = with(good.accessKeyId(), other.secretAccessKey(), good.sessionToken());
        String token = good.sessionToken();
        StorageClient wrongToken = with(
                good.accessKeyId(), good.secretAccessKey(), (token.startsWith("A") ? "B" : "A") + token.substring(1));
        StorageClient noToken = with(good.accessKeyId(), good.secretAccessKey(), "nonsense");
        StorageClient anothersToken = with(good.accessKeyId(), good.secretAccessKey(), other.sessionToken());
        StorageClient unknown = with("NOSUCHKEY", good.secretAccessKey(), good.sessionToken());
        UploadData parts = UploadData.of(random(6 * MIB));
        for (UploadData data : List.of(UploadData.of("x"), parts)) {
            refused(Reason.SERVICE, "SignatureDoesNotMatch", () -> wrongSecret.uploadData(own("x"), data));
            refused(Reason.SERVICE, "InvalidArgument", () -> wrongToken.uploadData(own("x"), data));
            refused(Reason.ACCESS_DENIED, "AccessDenied", () -> noToken.uploadData(own("x"), data));
            refused(Reason.ACCESS_DENIED, "AccessDenied", () -> anothersToken.uploadData(own("x"), data));
            refused(Reason.ACCESS_DENIED, "AccessDenied", () -> unknown.uploadData(own("x"), data));
        }
        refused(Reason.SERVICE, "400", () -> wrongToken.getProperties(own("x")));
        refused(Reason.ACCESS_DENIED, "403", () -> wrongSecret.getProperties(own("x")));
        refused(Reason.SERVICE, "InvalidArgument", () -> wrongToken.list(own("")));
    }

    @Test
    void reportsExpiredSessionsAsDeniedUnlikeAws() throws Exception {
        AwsCredentials brief = radosgw.assume("alice", Duration.ofSeconds(1));
        StorageClient client = with(brief.accessKeyId(), brief.secretAccessKey(), brief.sessionToken());
        Thread.sleep(2500);
        refused(Reason.ACCESS_DENIED, "AccessDenied", () -> client.downloadData(own("x")));
    }
}
