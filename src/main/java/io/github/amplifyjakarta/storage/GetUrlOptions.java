package io.github.amplifyjakarta.storage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a presigned URL is for, and how long it works.
 *
 * <pre>{@code
 * GetUrlOptions options = GetUrlOptions.builder()
 *         .expiresIn(Duration.ofMinutes(5))
 *         .attachment("invoice.pdf")
 *         .build();
 * URI invoice = storage.getUrl(path("public/invoice.pdf"), options).url();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class GetUrlOptions {

    /** What a URL may be used for. */
    public enum Method {
        /** Reading the object. */
        GET,
        /** Writing it. */
        PUT
    }

    private final Method method;
    private final Duration expiresIn;
    private final boolean validateObjectExistence;
    private final Optional<String> contentDisposition;
    private final Optional<String> contentType;
    private final Optional<String> cacheControl;
    private final Map<String, String> metadata;

    private GetUrlOptions(Builder builder) {
        this.method = Objects.requireNonNull(builder.method, "method");
        this.contentDisposition = builder.contentDisposition;
        this.contentType = builder.contentType;
        this.cacheControl = builder.cacheControl;
        this.metadata = Map.copyOf(builder.metadata);
        if (builder.expiresIn.toSeconds() < 1) {
            throw new IllegalArgumentException("expiresIn is " + builder.expiresIn + ", expected a second or more");
        }
        if (method != Method.PUT && !metadata.isEmpty()) {
            throw new IllegalArgumentException("metadata is given for the method " + method + ", expected PUT");
        }
        this.expiresIn = builder.expiresIn;
        this.validateObjectExistence = builder.validateObjectExistence;
    }

    /** {@return a builder with Amplify's defaults: a URL to read the object, for 15 minutes} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what the URL may be used for} */
    public Method method() {
        return method;
    }

    /** {@return how long the URL works, in whole seconds; at most seven days, and never longer than the credentials} */
    public Duration expiresIn() {
        return expiresIn;
    }

    /** {@return whether to ask S3 first if the object exists; has an effect with {@link Method#GET} only} */
    public boolean validateObjectExistence() {
        return validateObjectExistence;
    }

    /** {@return the {@code Content-Disposition} of the response; empty: the object's own} */
    public Optional<String> contentDisposition() {
        return contentDisposition;
    }

    /**
     * {@return the {@code Content-Type} of the response; empty: the object's own, {@code application/octet-stream} with
     * PUT}
     */
    public Optional<String> contentType() {
        return contentType;
    }

    /** {@return the {@code Cache-Control} of the response; empty: the object's own} */
    public Optional<String> cacheControl() {
        return cacheControl;
    }

    /** {@return the metadata that S3 stores with the object; with {@link Method#PUT} only; unmodifiable} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Builds {@link GetUrlOptions}. */
    public static final class Builder {

        private Method method = Method.GET;
        private Duration expiresIn = Duration.ofMinutes(15);
        private boolean validateObjectExistence;
        private Optional<String> contentDisposition = Optional.empty();
        private Optional<String> contentType = Optional.empty();
        private Optional<String> cacheControl = Optional.empty();
        private Map<String, String> metadata = Map.of();

        private Builder() {}

        /**
         * Sets what the URL may be used for. The default is {@link Method#GET}.
         *
         * @param method read or write
         * @return this builder
         */
        public Builder method(Method method) {
            this.method = method;
            return this;
        }

        /**
         * Sets how long the URL works. The default is 15 minutes. The URL never works longer than the credentials that
         * sign it.
         *
         * @param expiresIn at least a second, at most seven days; fractions of a second are cut off
         * @return this builder
         */
        public Builder expiresIn(Duration expiresIn) {
            this.expiresIn = expiresIn;
            return this;
        }

        /**
         * Asks S3 first whether the object exists. {@code getUrl} fails with {@link StorageException.Reason#NOT_FOUND}
         * if it does not. This has an effect with {@link Method#GET} only.
         *
         * @return this builder
         */
        public Builder validateObjectExistence() {
            this.validateObjectExistence = true;
            return this;
        }

        /**
         * Sets the {@code Content-Disposition} of the response.
         *
         * @param contentDisposition the value of the header, for example {@code inline}
         * @return this builder
         */
        public Builder contentDisposition(String contentDisposition) {
            this.contentDisposition = Optional.of(Objects.requireNonNull(contentDisposition, "contentDisposition"));
            return this;
        }

        /**
         * Sets a {@code Content-Disposition} with which browsers save the object as a file (RFC 6266, section 4.3).
         *
         * @param filename the name of the file; may have any characters
         * @return this builder
         */
        public Builder attachment(String filename) {
            String ascii = filename.replaceAll("[^ -~]|[\"\\\\%]", "_");
            String encoded = URLEncoder.encode(filename, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A");
            return contentDisposition("attachment; filename=\"" + ascii + "\""
                    + (ascii.equals(filename) ? "" : "; filename*=UTF-8''" + encoded));
        }

        /**
         * Sets the {@code Content-Type} of the response.
         *
         * @param contentType the media type, for example {@code image/png}
         * @return this builder
         */
        public Builder contentType(String contentType) {
            this.contentType = Optional.of(Objects.requireNonNull(contentType, "contentType"));
            return this;
        }

        /**
         * Sets the {@code Cache-Control} of the response.
         *
         * @param cacheControl the value of the header, for example {@code max-age=60}
         * @return this builder
         */
        public Builder cacheControl(String cacheControl) {
            this.cacheControl = Optional.of(Objects.requireNonNull(cacheControl, "cacheControl"));
            return this;
        }

        /**
         * Sets the metadata that S3 stores with the object that is written. It is part of the signed URL, so the
         * browser cannot change it. It needs {@link Method#PUT}.
         *
         * @param metadata names and values, in printable ASCII; S3 keeps names in lower case
         * @return this builder
         */
        public Builder metadata(Map<String, String> metadata) {
            this.metadata = metadata;
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException when the URL would live less than a second, or metadata is given for another
         *     method than {@link Method#PUT}
         */
        public GetUrlOptions build() {
            return new GetUrlOptions(this);
        }
    }
}
