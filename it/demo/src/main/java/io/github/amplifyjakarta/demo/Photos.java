package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;

/** What the photo page does with a picture. Bytes go through, and are never all here. */
@Path("photos/{album: shared|own}/{name}")
@RequestScoped
public class Photos {

    @Inject
    @AmplifyStorage
    StorageClient storage;

    /** Stores a picture. */
    @PUT
    @RequiresSession
    public void upload(
            @PathParam("album") String album,
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @DefaultValue(MediaType.APPLICATION_OCTET_STREAM) String type,
            InputStream body) {
        storage.uploadData(
                Album.folder(album, name),
                UploadData.of(body),
                UploadOptions.builder().contentType(type).build());
    }

    /** Lets the browser save it: shown from here, a page that somebody uploaded would run its script. */
    @GET
    public Response download(@PathParam("album") String album, @PathParam("name") String name) {
        StorageDownload photo = storage.downloadData(Album.folder(album, name));
        Response.ResponseBuilder response = Response.ok((StreamingOutput) photo::writeTo);
        photo.item().contentEncoding().ifPresent(encoding -> response.header(HttpHeaders.CONTENT_ENCODING, encoding));
        return response.type(photo.item().contentType().orElse("application/octet-stream"))
                .header(HttpHeaders.CONTENT_LENGTH, photo.item().size().getAsLong())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** Deletes it. */
    @DELETE
    @RequiresSession
    public void remove(@PathParam("album") String album, @PathParam("name") String name) {
        storage.remove(Album.folder(album, name));
    }
}
