package io.github.amplifyjakarta.it.clients;

import static io.github.amplifyjakarta.storage.StoragePath.key;
import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.storage.StoragePath.protectedKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.storage.AccessLevel;
import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.DownloadOptions;
import io.github.amplifyjakarta.storage.GetUrlOptions;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.ListResult;
import io.github.amplifyjakarta.storage.RemoveFolderResult;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.TransferProgress;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The library's storage against s3proxy: signatures, session tokens and the prefixes of identities are enforced. */
class StorageIT {

    private static final int MIB = 1 << 20;

    private static SandboxProcess sandbox;
    private static LibraryUser library;
    private static AmplifyServerContext aliceContext;
    private static StorageClient alice;
    private static StorageClient bob;
    private static StorageClient guest;

    @BeforeAll
    static void start() throws Exception {
        sandbox = new SandboxProcess();
        library = new LibraryUser(sandbox.uri(), sandbox.s3());
        aliceContext = library.signIn("alice");
        alice = library.storageOf(aliceContext);
        bob = library.storageOf("bob");
        guest = library.storageOfGuest();
    }

    @AfterAll
    static void stop() {
        library.close();
        sandbox.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(StorageClient client, StoragePath path) throws IOException {
        try (StorageDownload download = client.downloadData(path)) {
            return download.body().readAllBytes();
        }
    }

    private static void refused(Reason reason, Executable call) {
        assertEquals(reason, assertThrows(StorageException.class, call).reason());
    }

    private static StoragePath own(String name) {
        return path(id -> "private/" + id + "/" + name);
    }

    @Test
    void storesFilesWithTheirProperties() throws Exception {
        StoragePath notes = path("public/notes/ü & b+c.txt");
        StorageItem stored = alice.uploadData(
                notes,
                UploadData.of("hello"),
                UploadOptions.builder()
                        .metadata(Map.of("album", "2026"))
                        .cacheControl("max-age=60")
                        .build());
        StorageItem found = alice.getProperties(notes);
        assertEquals(stored.eTag(), found.eTag());
        assertEquals(OptionalLong.of(5), found.size());
        assertEquals("text/plain", found.contentType().orElseThrow());
        assertEquals(Map.of("album", "2026"), found.metadata());
        assertArrayEquals("hello".getBytes(UTF_8), read(guest, notes));
        ListResult list = alice.list(path("public/notes/"));
        assertEquals(
                List.of("public/notes/ü & b+c.txt"),
                list.items().stream().map(StorageItem::path).toList());
        StorageItem copy = alice.copy(notes, own("copy.txt"));
        assertArrayEquals("hello".getBytes(UTF_8), read(alice, path(copy.path())));
        alice.remove(notes);
        refused(Reason.NOT_FOUND, () -> alice.getProperties(notes));
    }

    @Test
    void protectsPrivateFilesFromOtherUsers() throws Exception {
        String aliceId = aliceContext.fetchAuthSession().identityId().orElseThrow();
        alice.uploadData(key("diary.txt", AccessLevel.PRIVATE), UploadData.of("mine"));
        alice.uploadData(key("cv.txt", AccessLevel.PROTECTED), UploadData.of("for all"));
        StoragePath diary = path("private/" + aliceId + "/diary.txt");
        for (StorageClient other : List.of(bob, guest)) {
            refused(Reason.ACCESS_DENIED, () -> other.getProperties(diary));
            refused(Reason.ACCESS_DENIED, () -> other.downloadData(diary));
            refused(Reason.ACCESS_DENIED, () -> other.copy(diary, path("public/stolen.txt")));
            refused(Reason.ACCESS_DENIED, () -> other.list(path("private/" + aliceId + "/")));
            refused(Reason.ACCESS_DENIED, () -> other.list(path("private/")));
            refused(Reason.ACCESS_DENIED, () -> other.list(path("")));
            refused(Reason.ACCESS_DENIED, () -> other.remove(diary));
            refused(Reason.ACCESS_DENIED, () -> other.uploadData(diary, UploadData.of("x")));
            refused(Reason.ACCESS_DENIED, () -> other.uploadData(diary, UploadData.of(random(6 * MIB))));
            assertEquals(403, get(other.getUrl(diary).url()).statusCode());
            assertArrayEquals("for all".getBytes(UTF_8), read(other, protectedKey("cv.txt", aliceId)));
            refused(
                    Reason.ACCESS_DENIED,
                    () -> other.uploadData(path("protected/" + aliceId + "/cv.txt"), UploadData.of("x")));
        }
        assertArrayEquals("mine".getBytes(UTF_8), read(alice, diary));
        refused(Reason.ACCESS_DENIED, () -> guest.uploadData(path("public/by-a-guest.txt"), UploadData.of("x")));
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void presignsUploadAndDownloadUrls() throws Exception {
        StoragePath report = own("a b+ü'()*!.txt");
        URI upload = alice.getUrl(
                        report,
                        GetUrlOptions.builder().method(GetUrlOptions.Method.PUT).build())
                .url();
        HttpResponse<String> put = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(upload)
                                .header("Content-Type", "text/x-whatever-the-browser-likes")
                                .PUT(HttpRequest.BodyPublishers.ofString("from a browser"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, put.statusCode(), put.body());
        HttpResponse<String> got = get(alice.getUrl(
                        report,
                        GetUrlOptions.builder()
                                .expiresIn(Duration.ofSeconds(30))
                                .attachment("rés\"umé.txt")
                                .cacheControl("no-store")
                                .validateObjectExistence()
                                .build())
                .url());
        assertEquals("200 from a browser", got.statusCode() + " " + got.body());
        assertEquals("no-store", got.headers().firstValue("Cache-Control").orElseThrow());
        assertTrue(got.headers().firstValue("Content-Disposition").orElseThrow().contains("filename*=UTF-8''r%C3%A9s"));
        refused(
                Reason.NOT_FOUND,
                () -> alice.getUrl(
                        own("missing"),
                        GetUrlOptions.builder().validateObjectExistence().build()));
        String forged = alice.getUrl(report).url().toString().replace("b%2B", "c%2B");
        assertEquals(403, get(URI.create(forged)).statusCode());
    }

    @Test
    void listsInPagesAndWithoutSubpaths() {
        for (String name : List.of("a.txt", "b.txt", "sub/c.txt", "sub/d.txt", "e.txt")) {
            alice.uploadData(own("list/" + name), UploadData.of(name));
        }
        ListResult first =
                alice.list(own("list/"), ListOptions.builder().pageSize(2).build());
        assertEquals(2, first.items().size());
        ListResult second = alice.list(
                own("list/"),
                ListOptions.builder()
                        .pageSize(2)
                        .nextToken(first.nextToken().orElseThrow())
                        .build());
        assertEquals(2, second.items().size());
        ListResult flat = alice.list(
                own("list/"), ListOptions.builder().excludeSubpaths().listAll().build());
        assertEquals(3, flat.items().size());
        assertTrue(flat.excludedSubpaths().get(0).endsWith("/list/sub/"), flat.toString());
        RemoveFolderResult removal = alice.removeFolder(own("list/sub"));
        assertEquals(2, removal.removedCount());
        assertEquals(List.of(), removal.failures());
        assertEquals(3, alice.list(own("list/")).items().size());
    }

    @Test
    void reportsFilesThatS3RefusesToRemove() {
        String folder =
                "protected/" + aliceContext.fetchAuthSession().identityId().orElseThrow() + "/kept";
        alice.uploadData(path(folder + "/1.txt"), UploadData.of("1"));
        RemoveFolderResult removal = bob.removeFolder(path(folder));
        assertEquals(0, removal.removedCount());
        assertEquals(
                List.of(new RemoveFolderResult.Failure(folder + "/1.txt", "AccessDenied", "Access Denied")),
                removal.failures());
    }

    @Test
    void distinguishesFilesFromFolders() throws Exception {
        alice.uploadData(own("folder/inside"), UploadData.of("inside"));
        alice.remove(own("folder"));
        assertArrayEquals("inside".getBytes(UTF_8), read(alice, own("folder/inside")));
        refused(Reason.INVALID_INPUT, () -> alice.remove(own("folder/")));
    }

    @Test
    void uploadsEveryKindOfSource(@TempDir Path folder) throws Exception {
        for (int length : new int[] {0, 1, 5 * MIB, 5 * MIB + 1, 12 * MIB}) {
            byte[] bytes = random(length);
            Path file = Files.write(folder.resolve("source"), bytes);
            Map<String, UploadData> sources = Map.of(
                    "bytes", UploadData.of(bytes),
                    "file", UploadData.of(file),
                    "stream", UploadData.of(new ByteArrayInputStream(bytes)),
                    "sized", UploadData.of(new ByteArrayInputStream(bytes), length),
                    "writer",
                            out -> {
                                for (int from = 0; from < bytes.length; from += 70_000) {
                                    out.write(bytes, from, Math.min(70_000, bytes.length - from));
                                }
                            });
            for (Map.Entry<String, UploadData> source : sources.entrySet()) {
                StoragePath to = own("sources/" + source.getKey());
                List<TransferProgress> progress = new ArrayList<>();
                StorageItem stored = alice.uploadData(
                        to,
                        source.getValue(),
                        UploadOptions.builder().onProgress(progress::add).build());
                assertEquals(OptionalLong.of(length), stored.size());
                assertEquals(
                        length, progress.get(progress.size() - 1).transferredBytes(), source.getKey() + " " + length);
                assertArrayEquals(bytes, read(alice, to), source.getKey() + " " + length);
            }
            assertArrayEquals(bytes, read(alice, publish(bytes)));
        }
        assertEquals("", sandbox.get("/sandbox/uploads"));
    }

    private static StoragePath publish(byte[] bytes) throws Exception {
        StoragePath to = own("sources/publisher");
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            CompletableFuture<StorageItem> upload =
                    CompletableFuture.supplyAsync(() -> alice.uploadData(to, UploadData.of(publisher)));
            while (publisher.getNumberOfSubscribers() == 0) {
                Thread.sleep(1);
            }
            for (int from = 0; from < bytes.length; from += 100_000) {
                publisher.submit(ByteBuffer.wrap(bytes, from, Math.min(100_000, bytes.length - from)));
            }
            publisher.close();
            assertEquals(OptionalLong.of(bytes.length), upload.get().size());
        }
        return to;
    }

    @Test
    void cleansUpAfterBrokenUploads() throws Exception {
        StoragePath broken = own("broken.bin");
        InputStream breaks = new InputStream() {
            private int left = 12 * MIB;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("the disk is on fire");
                }
                return 'x';
            }
        };
        StorageException error =
                assertThrows(StorageException.class, () -> alice.uploadData(broken, UploadData.of(breaks)));
        assertEquals(Reason.DATA, error.reason());
        assertTrue(error.getMessage().contains("the disk is on fire"), error.getMessage());
        refused(Reason.DATA, () -> alice.uploadData(broken, UploadData.of(new ByteArrayInputStream(new byte[10]), 11)));
        refused(
                Reason.DATA,
                () -> alice.uploadData(broken, UploadData.of(new ByteArrayInputStream(new byte[8 * MIB]), 7 * MIB)));
        SubmissionPublisher<ByteBuffer> fails = new SubmissionPublisher<>();
        CompletableFuture<Reason> reason = CompletableFuture.supplyAsync(() -> assertThrows(
                        StorageException.class, () -> alice.uploadData(broken, UploadData.of(fails)))
                .reason());
        while (fails.getNumberOfSubscribers() == 0) {
            Thread.sleep(1);
        }
        fails.submit(ByteBuffer.allocate(6 * MIB));
        fails.closeExceptionally(new IllegalStateException("on purpose"));
        assertEquals(Reason.DATA, reason.get());
        refused(Reason.NOT_FOUND, () -> alice.getProperties(broken));
        assertEquals("", sandbox.get("/sandbox/uploads"));
    }

    @Test
    void completesUploadsWhenListenersThrow() throws Exception {
        StoragePath to = own("listener.bin");
        byte[] bytes = random(12 * MIB);
        alice.uploadData(
                to,
                UploadData.of(bytes),
                upload -> upload.onProgress(progress -> {
                    throw new IllegalStateException("a listener");
                }));
        assertArrayEquals(bytes, read(alice, to));
    }

    @Test
    void cleansUpAfterCanceledUploads() throws Exception {
        StoragePath canceled = own("canceled.bin");
        CompletableFuture<Void> signal = new CompletableFuture<>();
        refused(
                Reason.CANCELED,
                () -> alice.uploadData(
                        canceled,
                        out -> {
                            out.write(new byte[6 * MIB]);
                            CompletableFuture.runAsync(() -> signal.complete(null))
                                    .join();
                            out.write(new byte[6 * MIB]);
                        },
                        UploadOptions.builder().canceledBy(signal).build()));
        refused(Reason.NOT_FOUND, () -> alice.getProperties(canceled));
        assertEquals("", sandbox.get("/sandbox/uploads"));
    }

    @Test
    void cleansUpAfterInterruptedUploads() throws Exception {
        StoragePath interrupted = own("interrupted.bin");
        try (SubmissionPublisher<ByteBuffer> stalls = new SubmissionPublisher<>()) {
            CompletableFuture<Reason> reason = new CompletableFuture<>();
            Thread upload = new Thread(() -> {
                try {
                    alice.uploadData(interrupted, UploadData.of(stalls));
                } catch (StorageException e) {
                    reason.complete(e.reason());
                }
            });
            upload.start();
            while (stalls.getNumberOfSubscribers() == 0) {
                Thread.sleep(1);
            }
            stalls.submit(ByteBuffer.allocate(6 * MIB));
            while (sandbox.get("/sandbox/uploads").isEmpty()) {
                Thread.sleep(10);
            }
            upload.interrupt();
            assertEquals(Reason.DATA, reason.get());
        }
        assertEquals("", sandbox.get("/sandbox/uploads"));
        refused(Reason.NOT_FOUND, () -> alice.getProperties(interrupted));
    }

    @Test
    void reportsFailuresThatASourceIgnores() throws Exception {
        StoragePath half = path("protected/somebody-else/half.bin");
        refused(
                Reason.ACCESS_DENIED,
                () -> alice.uploadData(half, out -> {
                    for (int i = 0; i < 3; i++) {
                        try {
                            out.write(random(6 * MIB));
                        } catch (RuntimeException e) {
                            continue; // as a careless library does
                        }
                    }
                }));
    }

    @Test
    void refusesInvalidHeadersAndLengths() {
        refused(
                Reason.INVALID_INPUT,
                () -> alice.uploadData(
                        own("a"),
                        UploadData.of("x"),
                        UploadOptions.builder()
                                .contentDisposition("attachment; filename=\"報告.pdf\"")
                                .build()));
        refused(
                Reason.INVALID_INPUT,
                () -> alice.uploadData(own("a"), UploadData.of(InputStream.nullInputStream(), -1)));
    }

    @Test
    void checksPreconditionsOfUploadsAndCopies() throws Exception {
        UploadOptions careful = UploadOptions.builder().preventOverwrite().build();
        alice.uploadData(own("once.txt"), UploadData.of("first"), careful);
        refused(Reason.PRECONDITION_FAILED, () -> alice.uploadData(own("once.txt"), UploadData.of("second"), careful));
        assertArrayEquals("first".getBytes(UTF_8), read(alice, own("once.txt")));
        String seen = alice.getProperties(own("once.txt")).eTag().orElseThrow();
        alice.uploadData(own("once.txt"), UploadData.of("changed"));
        refused(
                Reason.PRECONDITION_FAILED,
                () -> alice.copy(CopySource.builder(own("once.txt")).eTag(seen).build(), own("copy-of-old.txt")));
    }

    @Test
    void supportsRangesAndConditions(@TempDir Path folder) throws Exception {
        byte[] bytes = random(MIB);
        StoragePath file = own("range.bin");
        String tag = alice.uploadData(file, UploadData.of(bytes)).eTag().orElseThrow();
        try (StorageDownload part = alice.downloadData(
                file, DownloadOptions.builder().range("bytes=100-199").build())) {
            assertEquals("bytes 100-199/" + MIB, part.contentRange().orElseThrow());
            assertArrayEquals(Arrays.copyOfRange(bytes, 100, 200), part.body().readAllBytes());
        }
        try (StorageDownload same = alice.downloadData(
                file, DownloadOptions.builder().ifNoneMatch(tag).build())) {
            assertTrue(same.notModified());
            assertEquals(0, same.body().readAllBytes().length);
        }
        refused(
                Reason.PRECONDITION_FAILED,
                () -> alice.downloadData(
                        file, DownloadOptions.builder().ifMatch("\"other\"").build()));
        assertEquals(
                "InvalidRange",
                assertThrows(
                                StorageException.class,
                                () -> alice.downloadData(
                                        file,
                                        DownloadOptions.builder()
                                                .range("bytes=9999999-")
                                                .build()))
                        .name());
        Path target = Files.writeString(folder.resolve("target"), "old");
        alice.downloadData(file).writeTo(target);
        assertArrayEquals(bytes, Files.readAllBytes(target));
        alice.downloadData(file, DownloadOptions.builder().ifNoneMatch(tag).build())
                .writeTo(target);
        assertArrayEquals(bytes, Files.readAllBytes(target), "what has not changed stays");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<TransferProgress> progress = new ArrayList<>();
        alice.downloadData(
                        file,
                        DownloadOptions.builder().onProgress(progress::add).build())
                .writeTo(out);
        assertArrayEquals(bytes, out.toByteArray());
        assertEquals(new TransferProgress(MIB, OptionalLong.of(MIB)), progress.get(progress.size() - 1));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count(), "no temporary file is left");
        }
    }

    @Test
    void releasesConnectionsOfUnfinishedDownloads() throws Exception {
        alice.uploadData(path("public/large.bin"), UploadData.of(random(4 * MIB)));
        ExecutorService consumers = Executors.newFixedThreadPool(8);
        List<Future<?>> walkedAway = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            walkedAway.add(consumers.submit(() -> {
                StorageDownload download = guest.downloadData(path("public/large.bin"));
                download.body().read();
                download.close();
                return null;
            }));
        }
        for (Future<?> each : walkedAway) {
            each.get();
        }
        consumers.shutdown();
        assertArrayEquals(random(4 * MIB), read(guest, path("public/large.bin")), "the pool is usable");
    }

    @Test
    void endsCanceledDownloads() throws Exception {
        alice.uploadData(own("slow.bin"), UploadData.of(random(8 * MIB)));
        CompletableFuture<Void> signal = new CompletableFuture<>();
        try (StorageDownload download = alice.downloadData(
                own("slow.bin"), DownloadOptions.builder().canceledBy(signal).build())) {
            assertFalse(download.body().read() < 0);
            signal.complete(null);
            assertThrows(IOException.class, () -> download.body().readAllBytes());
        }
    }

    @Test
    void reportsTheCauseOfRefusals() {
        StorageException denied =
                assertThrows(StorageException.class, () -> guest.uploadData(path("public/x"), UploadData.of("x")));
        assertEquals("AccessDenied", denied.name());
        assertEquals(403, denied.statusCode().orElseThrow());
        assertTrue(denied.recoverySuggestion().contains("role"), denied.recoverySuggestion());
    }
}
