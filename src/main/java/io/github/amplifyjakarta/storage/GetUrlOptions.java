package io.github.amplifyjakarta.storage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a presigned URL is for.
 *
 * <pre>{@code
 * GetUrlOptions.builder().expiresIn(Duration.ofMinutes(5)).attachment("invoice.pdf").build()
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

    /** {@return a builder with Amplify's defaults: read, for 15 minutes} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what the URL's holder may do} */
    public Method method() {
        return method;
    }

    /** {@return how long; at most seven days, and never longer than the credentials} */
    public Duration expiresIn() {
        return expiresIn;
    }

    /** {@return whether to ask S3 for the object first; only for {@link Method#GET}} */
    public boolean validateObjectExistence() {
        return validateObjectExistence;
    }

    /** {@return the Content-Disposition of the answer} */
    public Optional<String> contentDisposition() {
        return contentDisposition;
    }

    /** {@return the Content-Type of the answer} */
    public Optional<String> contentType() {
        return contentType;
    }

    /** {@return the Cache-Control of the answer} */
    public Optional<String> cacheControl() {
        return cacheControl;
    }

    /** {@return what S3 keeps with the object; only for {@link Method#PUT}; unmodifiable} */
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

        /** Sets what the URL's holder may do; the default is {@link Method#GET}. */
        public Builder method(Method method) {
            this.method = method;
            return this;
        }

        /** Sets how long the URL works, in whole seconds; the default is 15 minutes. */
        public Builder expiresIn(Duration expiresIn) {
            this.expiresIn = expiresIn;
            return this;
        }

        /** Asks S3 first whether there is such an object, and throws {@link StorageException.Reason#NOT_FOUND} if not. */
        public Builder validateObjectExistence() {
            this.validateObjectExistence = true;
            return this;
        }

        /** Sets the Content-Disposition of the answer, for example {@code inline}. */
        public Builder contentDisposition(String contentDisposition) {
            this.contentDisposition = Optional.of(contentDisposition);
            return this;
        }

        /** Has browsers save the object under a name (RFC 6266, section 4.3), which may have any letters. */
        public Builder attachment(String filename) {
            String ascii = filename.replaceAll("[^ -~]|[\"\\\\%]", "_");
            String encoded = URLEncoder.encode(filename, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A");
            return contentDisposition("attachment; filename=\"" + ascii + "\""
                    + (ascii.equals(filename) ? "" : "; filename*=UTF-8''" + encoded));
        }

        /** Sets the Content-Type of the answer. */
        public Builder contentType(String contentType) {
            this.contentType = Optional.of(contentType);
            return this;
        }

        /** Sets the Cache-Control of the answer. */
        public Builder cacheControl(String cacheControl) {
            this.cacheControl = Optional.of(cacheControl);
            return this;
        }

        /**
         * Sets what S3 keeps with the object that is written: printable ASCII. It is part of the signed URL, so the browser
         * cannot change it.
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
