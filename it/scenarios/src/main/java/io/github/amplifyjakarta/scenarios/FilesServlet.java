package io.github.amplifyjakarta.scenarios;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
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
        response.setContentType("text/plain");
        response.getWriter().print(storage.list(path("public/")).items().size() + " files");
    }
}
