package io.github.amplifyjakarta.internal.access;

import java.util.Collection;

/**
 * What an application allows in its paths although readers differ about it.
 *
 * @param encodedPercent {@code %25}, as long as it begins no further escape when it is decoded
 * @param encodedSlash {@code %2F}, read as a separator
 * @param parameters path parameters ({@code ;color=red}), which count for no pattern
 */
public record PathExceptions(boolean encodedPercent, boolean encodedSlash, boolean parameters) {

    /** Nothing is allowed. */
    public static final PathExceptions NONE = new PathExceptions(false, false, false);

    /** {@return the exceptions of the key {@code amplify.auth.session.allowed-in-paths}} */
    public static PathExceptions of(Collection<String> names) {
        return new PathExceptions(names.contains("%25"), names.contains("%2F"), names.contains(";"));
    }
}
