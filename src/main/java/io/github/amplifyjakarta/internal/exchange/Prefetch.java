package io.github.amplifyjakarta.internal.exchange;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Recognizes the headers by which browsers mark prefetch requests (Fetch, section "Sec-Purpose"; older names). */
public final class Prefetch {

    private static final List<String> HEADERS = List.of("sec-purpose", "purpose", "x-moz");

    private Prefetch() {}

    /**
     * {@return whether this is a prefetch request}
     *
     * @param headers request headers by name in lower case, {@code null} when absent
     */
    public static boolean isOne(Function<String, @Nullable String> headers) {
        return HEADERS.stream().anyMatch(name -> {
            String value = headers.apply(name);
            return value != null && value.toLowerCase(Locale.ROOT).contains("prefetch");
        });
    }
}
