package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.api.RestBody;
import io.github.amplifyjakarta.internal.aws.Headers;
import io.github.amplifyjakarta.internal.aws.SigV4;
import io.github.amplifyjakarta.internal.transport.ApiRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The body of a REST call. */
sealed interface RestContent {

    RestContent NONE = new None();

    /** Adds the Content-Type. */
    void describe(Map<String, String> headers);

    /** {@return the bytes to send; empty without a body} */
    Optional<ApiRequest.Body> body() throws IOException;

    /** {@return the SHA-256 of the bytes, in hexadecimal digits} */
    String hash() throws IOException;

    /** No body. */
    record None() implements RestContent {

        @Override
        public void describe(Map<String, String> headers) {
            // nothing to describe
        }

        @Override
        public Optional<ApiRequest.Body> body() {
            return Optional.empty();
        }

        @Override
        public String hash() {
            return SigV4.sha256(new byte[0]);
        }
    }

    /** An object that was written as JSON. */
    record Json(byte[] text) implements RestContent {

        @Override
        public void describe(Map<String, String> headers) {
            Headers.setJsonType(headers);
        }

        @Override
        public Optional<ApiRequest.Body> body() {
            return Optional.of(ApiRequest.Body.of(text));
        }

        @Override
        public String hash() {
            return SigV4.sha256(text);
        }
    }

    /** Bytes of the application, which are read once for the signature and once for each attempt. */
    record Raw(RestBody bytes) implements RestContent {

        private static final int BUFFER = 64 << 10;

        @Override
        public void describe(Map<String, String> headers) {
            if (bytes.contentType().startsWith("multipart/")) { // it contains the boundary
                headers.put("content-type", bytes.contentType());
            } else {
                headers.putIfAbsent("content-type", bytes.contentType());
            }
        }

        @Override
        public Optional<ApiRequest.Body> body() throws IOException {
            return Optional.of(ApiRequest.Body.of(this::open, bytes.size().orElse(-1)));
        }

        private InputStream open() {
            try {
                return bytes.open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String hash() throws IOException {
            MessageDigest hash = SigV4.sha256();
            try (InputStream opened = bytes.open()) {
                byte[] buffer = new byte[BUFFER];
                for (int count = opened.read(buffer); count >= 0; count = opened.read(buffer)) {
                    hash.update(buffer, 0, count);
                }
            }
            return HexFormat.of().formatHex(hash.digest());
        }
    }
}
