package io.github.amplifyjakarta.it.clients;

import static io.github.amplifyjakarta.it.clients.StorageSamples.MIB;
import static io.github.amplifyjakarta.it.clients.StorageSamples.own;
import static io.github.amplifyjakarta.it.clients.StorageSamples.random;
import static io.github.amplifyjakarta.it.clients.StorageSamples.read;
import static io.github.amplifyjakarta.storage.StoragePath.key;
import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.storage.StoragePath.protectedKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.storage.AccessLevel;
import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.GetUrlOptions;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.ListResult;
import io.github.amplifyjakarta.storage.RemoveFolderResult;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The storage client of the library against s3proxy, which checks signatures, session tokens and identity prefixes. */
class StorageIT extends InStorage {

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
    void reportsTheCauseOfRefusals() {
        StorageException denied =
                assertThrows(StorageException.class, () -> guest.uploadData(path("public/x"), UploadData.of("x")));
        assertEquals("AccessDenied", denied.name());
        assertEquals(403, denied.statusCode().orElseThrow());
        assertTrue(denied.recoverySuggestion().contains("role"), denied.recoverySuggestion());
    }
}
