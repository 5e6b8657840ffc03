package io.github.amplifyjakarta.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A form with files, as browsers send it (RFC 7578); Amplify's {@code FormData}.
 *
 * <pre>{@code
 * orders.post("/scans").body(MultipartBody.builder()
 *         .field("order", "4711")
 *         .file("scan", "scan.pdf", RestBody.of(Path.of("scan.pdf"), "application/pdf"))
 *         .build()).send();
 * }</pre>
 */
public final class MultipartBody implements RestBody {

    private final List<RestBody> pieces;
    private final String boundary;

    private MultipartBody(Builder builder) {
        this.pieces = List.copyOf(builder.pieces);
        this.boundary = builder.boundary;
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public InputStream open() throws IOException {
        List<InputStream> opened = new ArrayList<>();
        for (RestBody piece : pieces) {
            opened.add(piece.open());
        }
        opened.add(new ByteArrayInputStream(("--" + boundary + "--\r\n").getBytes(UTF_8)));
        return new SequenceInputStream(Collections.enumeration(opened));
    }

    @Override
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public OptionalLong size() throws IOException {
        long size = boundary.length() + 6L;
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

        /** Adds a text. */
        public Builder field(String name, String value) {
            return part("name=\"" + quoted(name) + "\"", "", RestBody.of(value, "text/plain"));
        }

        /** Adds a file. */
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

        /** {@return the body} */
        public MultipartBody build() {
            return new MultipartBody(this);
        }
    }
}
