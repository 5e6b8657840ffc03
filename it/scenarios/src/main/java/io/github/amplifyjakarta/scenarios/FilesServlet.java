package io.github.amplifyjakarta.scenarios;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.UploadData;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Looks into S3; part of the one scenario application that has a bucket. */
@WebServlet("/files")
public class FilesServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @AmplifyStorage
    transient StorageClient storage;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getParameter("name");
        if (name != null) {
            StorageDownload download = storage.downloadData(path("public/" + name));
            response.setContentLengthLong(download.item().size().orElseThrow());
            download.writeTo(response.getOutputStream());
            return;
        }
        response.setContentType("text/plain");
        response.getWriter().print(storage.list(path("public/")).items().size() + " files");
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            storage.uploadData(path("public/" + request.getParameter("name")), UploadData.of(request.getInputStream()));
        } catch (
                StorageException e) { // WildFly knows no error pages once the application is gone, and would answer 200
            response.setStatus(e.reason() == StorageException.Reason.CANCELED ? 503 : 502);
        }
    }
}
