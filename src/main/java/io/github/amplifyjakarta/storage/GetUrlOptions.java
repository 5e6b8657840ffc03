package io.github.amplifyjakarta.storage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a presigned URL is for.
 *
 * <pre>{@code
 * GetUrlOptions.builder().expiresIn(Duration.ofMinutes(5)).attachment("invoice.pdf").build()
 * }</pre>
 *
 * @param method what the URL's holder may do
 * @param expiresIn how long; at most seven days, and never longer than the credentials
 * @param validateObjectExistence whether to ask S3 for the object first; only for {@link Method#GET}
 * @param contentDisposition the Content-Disposition of the answer
 * @param contentType the Content-Type of the answer
 * @param cacheControl the Cache-Control of the answer
 */
public record GetUrlOptions(
        Method method,
        Duration expiresIn,
        boolean validateObjectExistence,
        Optional<String> contentDisposition,
        Optional<String> contentType,
        Optional<String> cacheControl) {

    /** What a URL may be used for. */
    public enum Method {
        /** Reading the object. */
        GET,
        /** Writing it. */
        PUT
    }

    /** Checks that no component is {@code null} and that the URL would live at least a second. */
    public GetUrlOptions {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(contentDisposition, "contentDisposition");
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(cacheControl, "cacheControl");
        if (expiresIn.toSeconds() < 1) {
            throw new IllegalArgumentException("expiresIn is " + expiresIn + ", expected a second or more");
        }
    }

    /** {@return a builder with Amplify's defaults: read, for 15 minutes} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link GetUrlOptions}. */
    public static final class Builder {

        private Method method = Method.GET;
        private Duration expiresIn = Duration.ofMinutes(15);
        private boolean validateObjectExistence;
        private Optional<String> contentDisposition = Optional.empty();
        private Optional<String> contentType = Optional.empty();
        private Optional<String> cacheControl = Optional.empty();

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
         * {@return the options}
         *
         * @throws IllegalArgumentException when the URL would live less than a second
         */
        public GetUrlOptions build() {
            return new GetUrlOptions(
                    method, expiresIn, validateObjectExistence, contentDisposition, contentType, cacheControl);
        }
    }
}
