package io.github.amplifyjakarta.it.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.internal.access.PathExceptions;
import io.github.amplifyjakarta.internal.access.RequestPath;
import java.net.URLDecoder;
import java.nio.file.Path;

/**
 * The path of a request, any bytes: what is not refused is read alike by readers that decode once or twice, that cut path
 * parameters before or after decoding, and that resolve dot segments or leave them.
 */
public final class RequestUri {

    private RequestUri() {}

    /** Called by Jazzer; the first byte chooses what is allowed. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        PathExceptions exceptions = new PathExceptions((data[0] & 1) != 0, (data[0] & 2) != 0, (data[0] & 4) != 0);
        String raw = new String(data, 1, data.length - 1, ISO_8859_1);
        RequestPath path = RequestPath.ofUri(raw, exceptions);
        if (path.ambiguity().isPresent()) {
            return;
        }
        String cutBefore = withoutSlash(decoded(raw.replaceAll(";[^/]*", "")));
        require(path.exact().equals(cutBefore), raw, path.exact(), cutBefore);
        String cutAfter = withoutSlash(decoded(raw).replaceAll(";[^/]*", ""));
        require(exceptions.parameters() || path.exact().equals(cutAfter), raw, path.exact(), cutAfter);
        String resolved = Path.of(path.exact()).normalize().toString();
        require(path.exact().equals(resolved), raw, path.exact(), resolved);
        boolean twice = path.exact().matches("(?s).*%[0-9A-Fa-f]{2}.*");
        require(!twice, raw, path.exact(), "nothing that decodes once more");
        require(path.exact().indexOf('\\') < 0, raw, path.exact(), "no backslash");
        require(path.exact().codePoints().noneMatch(RequestUri::isInvisible), raw, path.exact(), "what can be seen");
        RequestPath again = RequestPath.ofDecoded(path.exact(), exceptions);
        require(
                again.ambiguity().isEmpty() && again.folded().equals(path.folded()),
                raw,
                again.folded(),
                path.folded());
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    }

    /** By the JDK, which takes a plus sign for a blank in forms. */
    private static String decoded(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static void require(boolean same, String raw, String read, String other) {
        if (!same) {
            throw new AssertionError(raw + " was read as " + read + ", expected " + other);
        }
    }
}
