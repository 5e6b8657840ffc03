package io.github.amplifyjakarta.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A form with files, as browsers send it (RFC 7578); Amplify's {@code FormData}.
 *
 * <pre>{@code
 * orders.post("/scans").body(MultipartBody.builder()
 *         .field("order", "4711")
 *         .file("scan", "scan.pdf", RestBody.of(Path.of("scan.pdf"), "application/pdf"))
 *         .build()).send();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class MultipartBody implements RestBody {

    private final List<RestBody> pieces;
    private final String boundary;

    private MultipartBody(Builder builder) {
        this.boundary = builder.boundary;
        List<RestBody> all = new ArrayList<>(builder.pieces);
        all.add(Builder.text("--" + boundary + "--\r\n"));
        this.pieces = List.copyOf(all);
    }

    /** {@return a builder of a form without fields} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public InputStream open() throws IOException {
        return new SequenceInputStream(Collections.enumeration(
                pieces.stream().<InputStream>map(Piece::new).toList()));
    }

    /** A piece that is opened when its turn comes, so that many files are not open at once. */
    private static final class Piece extends InputStream {

        private final RestBody body;
        private @Nullable InputStream opened;
        private boolean closed;

        Piece(RestBody body) {
            this.body = body;
        }

        /** The request may end, and close what it sends, while the HTTP client still reads. */
        private synchronized InputStream opened() throws IOException {
            if (closed) {
                throw new IOException("the request is over");
            }
            if (opened == null) {
                opened = body.open();
            }
            return opened;
        }

        @Override
        public int read() throws IOException {
            return opened().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return opened().read(bytes, offset, length);
        }

        @Override
        public synchronized void close() throws IOException {
            closed = true;
            if (opened != null) {
                opened.close();
            }
        }
    }

    @Override
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public OptionalLong size() throws IOException {
        long size = 0;
        for (RestBody piece : pieces) {
            OptionalLong one = piece.size();
            if (one.isEmpty()) {
                return OptionalLong.empty();
            }
            size += one.getAsLong();
        }
        return OptionalLong.of(size);
    }

    /** Builds a {@link MultipartBody}. */
    public static final class Builder {

        private final List<RestBody> pieces = new ArrayList<>();
        private final String boundary = UUID.randomUUID().toString();

        private Builder() {}

        /**
         * Adds a field with a text.
         *
         * @param name the name of the field
         * @param value the text, sent as UTF-8
         * @return this builder
         */
        public Builder field(String name, String value) {
            return part("name=\"" + quoted(name) + "\"", "", RestBody.of(value, "text/plain"));
        }

        /**
         * Adds a field with a file.
         *
         * @param name the name of the field
         * @param filename the name of the file
         * @param content the bytes of the file, and their media type
         * @return this builder
         */
        public Builder file(String name, String filename, RestBody content) {
            return part(
                    "name=\"" + quoted(name) + "\"; filename=\"" + quoted(filename) + "\"",
                    "Content-Type: " + content.contentType().replaceAll("[\\r\\n]", "") + "\r\n",
                    content);
        }

        private Builder part(String disposition, String header, RestBody content) {
            pieces.add(text(
                    "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + header + "\r\n"));
            pieces.add(content);
            pieces.add(text("\r\n"));
            return this;
        }

        private static RestBody text(String text) {
            return RestBody.of(text, "text/plain");
        }

        /** As browsers do it (HTML standard, "multipart/form-data encoding algorithm"). */
        private static String quoted(String text) {
            return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        }

        /** {@return the form, in the order in which its fields were added} */
        public MultipartBody build() {
            return new MultipartBody(this);
        }
    }
}
