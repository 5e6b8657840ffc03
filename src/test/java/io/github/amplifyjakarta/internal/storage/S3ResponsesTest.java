package io.github.amplifyjakarta.internal.storage;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.UploadData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Documents that S3, or a proxy before it, sends. */
class S3ResponsesTest extends WithFaultyS3 {

    @Test
    void repeatsACallWhoseDocumentBrokeOff() {
        server.answers(exchange -> {
            if (server.asked().size() == 1) {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("<ListBucketResult><Na".getBytes(UTF_8));
                exchange.getResponseBody().flush();
                exchange.close();
            } else {
                send(
                        exchange,
                        200,
                        "<ListBucketResult><Name>bucket</Name><Prefix>public/</Prefix><MaxKeys>1000</MaxKeys>"
                                + "<KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>");
            }
        });
        assertEquals(List.of(), client.list(path("public/")).items());
        assertEquals(List.of("GET", "GET"), server.asked());
    }

    /** CWE-611 and CWE-776: entities in an answer, which read a file, ask another server, or grow. */
    @Test
    void ignoresEntitiesInResponses(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "S3cret");
        List<String> elsewhere = new CopyOnWriteArrayList<>();
        String grows = "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY x \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">";
        String secretFile = secret.toUri().toString();
        String otherServer = server.uri() + "/elsewhere";
        for (String type : List.of(
                "[<!ENTITY x SYSTEM \"" + secretFile + "\">]",
                "[<!ENTITY x SYSTEM \"" + otherServer + "\">]",
                "[<!ENTITY % p SYSTEM \"" + otherServer + "\">%p;<!ENTITY x \"\">]",
                "SYSTEM \"" + otherServer + "\"",
                "SYSTEM \"" + secretFile + "\" [<!ENTITY x \"\">]",
                "PUBLIC \"-//A//B\" \"" + otherServer + "\"",
                "[" + grows + "]")) {
            for (String root : List.of("ListBucketResult", "Error", "CopyObjectResult")) {
                server.answers(exchange -> {
                    if (exchange.getRequestURI().getPath().contains("elsewhere")) {
                        elsewhere.add(type);
                    }
                    send(
                            exchange,
                            root.equals("Error") ? 400 : 200,
                            "<?xml version=\"1.0\"?><!DOCTYPE " + root + " " + type + ">" + filled(root, "&x;"));
                });
                String result = answer(root);
                assertFalse(result.contains("S3cret") || result.contains("aaaaaaaaaa"), result);
            }
        }
        assertEquals(List.of(), elsewhere);
        for (String root : List.of("ListBucketResult", "Error")) {
            server.answers(exchange -> send(exchange, root.equals("Error") ? 400 : 200, filled(root, "S3cret")));
            assertTrue(answer(root).contains("S3cret"), root + " is read without entities: " + answer(root));
        }
    }

    private static String filled(String root, String text) {
        return "<" + root + "><Name>bucket</Name><Prefix>public/</Prefix><MaxKeys>1000</MaxKeys><KeyCount>1</KeyCount>"
                + "<IsTruncated>false</IsTruncated><Code>" + text + "</Code><Message>" + text + "</Message><ETag>"
                + text
                + "</ETag><Contents><Key>public/" + text + "</Key><ETag>" + text + "</ETag><Size>1</Size></Contents></"
                + root + ">";
    }

    /** {@return everything that the application can see of an answer} */
    private String answer(String root) {
        try {
            return root.equals("CopyObjectResult")
                    ? client.copy(path("public/a"), path("public/b")).toString()
                    : client.list(path("public/")).toString();
        } catch (StorageException e) {
            return e.toString() + e.getCause();
        }
    }

    /** A captive portal says yes to everything; of an upload in parts its last part alone was taken for the object. */
    @Test
    void refusesWebPagesInPlaceOfResponses() {
        server.answers(exchange -> send(exchange, 200, "<html>welcome</html>"));
        List<Executable> calls = List.of(
                () -> client.uploadData(path("public/a"), UploadData.of("hello")),
                () -> client.uploadData(path("public/a"), UploadData.of(new byte[9 << 20])),
                () -> client.copy(path("public/a"), path("public/b")),
                () -> client.list(path("public/")));
        for (Executable call : calls) {
            StorageException failure = assertThrows(StorageException.class, call);
            assertEquals(Reason.INTEGRITY, failure.reason(), failure.getMessage());
        }
        assertEquals(List.of("PUT", "POST", "PUT", "GET"), server.asked());
    }
}
