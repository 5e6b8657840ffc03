package io.github.amplifyjakarta.internal.access;

import java.util.Collection;

/**
 * The ambiguous characters that an application allows in its paths.
 *
 * @param encodedPercent {@code %25}, unless decoding it produces another escape
 * @param encodedSlash {@code %2F}, read as a separator
 * @param parameters path parameters ({@code ;color=red}), which patterns ignore
 */
public record PathExceptions(boolean encodedPercent, boolean encodedSlash, boolean parameters) {

    /** No exceptions. */
    public static final PathExceptions NONE = new PathExceptions(false, false, false);

    /** {@return the exceptions of the key {@code amplify.auth.session.allowed-in-paths}} */
    public static PathExceptions of(Collection<String> names) {
        return new PathExceptions(names.contains("%25"), names.contains("%2F"), names.contains(";"));
    }
}
